// What several elements need to know of the page they are on.

const texts = JSON.parse(document.getElementById("texts")?.textContent ?? "{}");

/** A sentence of components/texts.html, already in the reader's language. */
export const text = (key) => texts[key] ?? "";

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export const modifier = (event) => (isMac ? event.metaKey : event.ctrlKey);

/** Whether keys belong to what is being typed. */
export const isTyping = (event) =>
  event.target.closest?.("input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]") != null;

export const hasOpenDialog = () => document.querySelector("dialog[open], [popover]:popover-open:not(toast-stack)") != null;

export const icon = (name) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  const sprite = document.querySelector("svg.icon use")?.getAttribute("href")?.split("#")[0] ?? "";
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
};

export const element = (tag, properties = {}, ...children) => {
  const { dataset, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  Object.assign(made.dataset, dataset);
  made.append(...children);
  return made;
};

for (const key of document.querySelectorAll("[data-mod-key]")) key.textContent = isMac ? "⌘K" : "Ctrl K";
for (const key of document.querySelectorAll("[data-mod-s]")) key.textContent = isMac ? "⌘S" : "Ctrl S";
for (const key of document.querySelectorAll("[data-mod]")) key.textContent = isMac ? "⌘" : "Ctrl";
