// Keys that work on every page: Ctrl/⌘-K, g then a letter, c, ?, [.
import { hasOpenDialog, isTyping, modifier } from "./page.js";
import { fold } from "./sidebar.js";

const PATIENCE = 1200;
let goingSince = 0;

const palette = () => document.querySelector("command-palette");

const single = {
  c: () => palette()?.open({ only: "creates" }),
  "?": () => document.getElementById("keys-help")?.showModal(),
  "[": fold,
};

function go(letter) {
  goingSince = 0;
  document.querySelector(`[data-go="${CSS.escape(letter)}"]`)?.click();
}

document.addEventListener("keydown", (event) => {
  if (modifier(event) && event.key.toLowerCase() === "k" && palette()) {
    event.preventDefault();
    palette().open();
    return;
  }
  if (isTyping(event) || hasOpenDialog() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (Date.now() - goingSince < PATIENCE) return go(event.key);
  if (event.key === "g") goingSince = Date.now();
  else if (single[event.key]) {
    event.preventDefault();
    single[event.key]();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open=palette]")) {
    event.stopPropagation();
    palette()?.open();
  }
}, true);
