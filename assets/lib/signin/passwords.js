// A button to look at the password, and for a new one how strong it is. Pasting is never hindered.
const SHORTEST = 12;

export function showPasswords(texts) {
  for (const input of document.querySelectorAll("input[type=password]")) {
    addToggle(input, texts);
    if (input.autocomplete === "new-password") addMeter(input, texts);
  }
}

function addToggle(input, texts) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "password-toggle",
    textContent: texts.show,
  });
  button.setAttribute("aria-controls", input.id);
  button.setAttribute("aria-pressed", "false");
  const frame = document.createElement("div");
  frame.className = "password-frame";
  input.replaceWith(frame);
  frame.append(input, button);
  const look = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? texts.hide : texts.show;
    button.setAttribute("aria-pressed", String(shown));
  };
  button.addEventListener("click", () => look(input.type === "password"));
  // Hidden again before it is sent: browsers remember what was typed into plain fields.
  input.form?.addEventListener("submit", () => look(false));
}

function addMeter(input, texts) {
  const hint = Object.assign(document.createElement("div"), { className: "password-hint", hidden: true });
  const meter = Object.assign(document.createElement("meter"), { min: 0, max: 3, low: 1.5, high: 2.5, optimum: 3 });
  const words = document.createElement("span");
  meter.setAttribute("aria-hidden", "true");
  words.setAttribute("role", "status");
  hint.append(meter, words);
  input.closest(".field").append(hint);
  input.addEventListener("input", () => {
    const length = [...input.value].length;
    hint.hidden = length === 0;
    meter.value = strength(input.value, length);
    words.textContent =
      length < SHORTEST ? `${texts.short} ${SHORTEST - length}` : meter.value < 3 ? texts.fair : texts.strong;
  });
}

function strength(text, length) {
  if (length < SHORTEST || new Set(text.toLowerCase()).size < 5) return 1;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(text)).length;
  return length >= 18 || (length >= 14 && kinds >= 3) ? 3 : 2;
}
