// The sign-in pages: passkeys, passwords one can look at, codes one can keep. Works on what it finds.
import { guessPlace } from "../lib/signin/place.js";
import { offerPasskeys } from "../lib/signin/passkeys.js";
import { showPasswords } from "../lib/signin/passwords.js";
import { keepCodes } from "../lib/signin/recovery.js";

const texts = document.getElementById("signin-texts").dataset;
showPasswords(texts);
offerPasskeys(texts);
keepCodes(texts);
guessPlace();
