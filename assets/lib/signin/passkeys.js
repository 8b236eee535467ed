// WebAuthn: a form marked data-passkey asks the device first and is sent with what it answered.
const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

export function offerPasskeys(texts) {
  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form, texts);
    });
  }
}

async function ask(form, texts) {
  const button = form.querySelector("[type=submit]");
  const error = form.querySelector("[data-passkey-error]");
  error.hidden = button.disabled = true;
  try {
    const { publicKey } = await options(form);
    const credential = await (form.dataset.passkey === "create" ? create(publicKey) : get(publicKey));
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (problem) {
    error.textContent = wording(problem, texts);
    error.hidden = button.disabled = false;
  }
}

async function options(form) {
  const given = form.dataset.options
    ? JSON.parse(document.getElementById(form.dataset.options).textContent)
    : await fetched(form.dataset.optionsUrl);
  return given.creation_options ?? given.request_options;
}

async function fetched(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

async function create(publicKey) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...present(publicKey),
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
      // A passkey: kept by the device and opened by its owner, so that it can stand in for a password.
      authenticatorSelection: {
        ...present(publicKey.authenticatorSelection ?? {}),
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  });
  return plain(credential, {
    attestationObject: toText(credential.response.attestationObject),
    transports: credential.response.getTransports?.() ?? [],
  });
}

async function get(publicKey) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...present(publicKey),
      challenge: toBytes(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = credential.response;
  return plain(credential, {
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    userHandle: userHandle ? toText(userHandle) : null,
  });
}

const known = (credentials) => (credentials ?? []).map((one) => present({ ...one, id: toBytes(one.id) }));
// The server writes null for what it does not ask; WebAuthn reads null as an answer.
const present = (options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));

function plain(credential, response) {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
  };
}

function wording(problem, texts) {
  if (problem.name === "NotAllowedError" || problem.name === "AbortError") return texts.cancelled;
  return problem.name === "InvalidStateError" ? texts.known : texts.failed;
}
