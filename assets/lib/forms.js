// Forms: Ctrl/⌘-S saves; an invalid answer puts the focus on the summary; <form data-guard> shows its
// unsaved bar ([data-unsaved]) while something changed and asks before the page is left.
import { modifier } from "./page.js";

const before = new WeakMap();

const written = (form) => {
  const data = new FormData(form);
  data.delete("csrfmiddlewaretoken");
  return [...data].map(([name, value]) => `${name}=${value.name ?? value}`).join("&");
};

const remember = (form) => before.has(form) || before.set(form, written(form));

const isChanged = (form) => before.has(form) && before.get(form) !== written(form);

/** Whether a form inside has changes nobody saved. */
export const isDirty = (part = document) => [...part.querySelectorAll("form[method=post]")].some(isChanged);

function showState(form) {
  const bar = form.querySelector("[data-unsaved]");
  if (bar) bar.hidden = !isChanged(form);
}

let leaving = false;

document.addEventListener("focusin", ({ target }) => target.form?.method === "post" && remember(target.form));
for (const kind of ["input", "change"]) {
  document.addEventListener(kind, ({ target }) => target.form && showState(target.form));
}
document.addEventListener("reset", ({ target }) => setTimeout(showState, 0, target));
document.addEventListener("submit", (event) => {
  leaving = !event.target.hasAttribute("hx-post");
});
window.addEventListener("beforeunload", (event) => {
  if (!leaving && [...document.querySelectorAll("form[data-guard]")].some(isChanged)) event.preventDefault();
});
window.addEventListener("pageshow", () => (leaving = false));

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "s" || !modifier(event)) return;
  const form = document.activeElement?.form ?? document.querySelector("dialog[open] form[method=post], form[data-guard]");
  if (!form || form.method !== "post") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[type=submit]"));
});

function focusErrors(part) {
  part.querySelector("[data-error-summary]")?.focus();
}
document.addEventListener("htmx:after:swap", ({ target }) => target.querySelector && focusErrors(target));
focusErrors(document);
