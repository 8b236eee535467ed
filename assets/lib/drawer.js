// Pages opened over the one you are on: <a data-drawer href>. The address changes, Back closes,
// a click with Ctrl or ⌘ opens the full page. The server draws the same page in its drawer frame.
import { ask } from "./dialogs.js";
import { isDirty } from "./forms.js";
import { element, icon, text } from "./page.js";

const drawer = document.getElementById("drawer");
const page = document.getElementById("drawer-page");
let opener = null;
let under = null;

export async function openDrawer(address, from = document.activeElement) {
  if (!drawer.open) {
    opener = from;
    under = location.href;
    page.replaceChildren(skeleton());
    drawer.showModal();
  }
  history.pushState({ drawer: true }, "", address);
  await window.htmx.ajax("GET", address, { target: page, swap: "innerHTML", headers: { "HX-Target": `div#${page.id}` } });
  if (page.querySelector(".drawer-waits")) return shut(); // the request failed, and a toast said why
  (page.querySelector("[autofocus]") ?? page.querySelector(".drawer-body :is(input:not([type=hidden]), select, textarea)") ?? page.querySelector("[data-close]"))?.focus();
}

function skeleton() {
  const line = (shape) => element("span", { className: "skeleton", dataset: shape ? { shape } : {} });
  const close = element("button", { type: "button", className: "btn" }, icon("x"));
  close.setAttribute("aria-label", drawer.dataset.closeLabel);
  Object.assign(close.dataset, { variant: "ghost", size: "icon", close: "" });
  return element(
    "div",
    { className: "drawer-waits" },
    element("div", { className: "drawer-head" }, element("div", {}, line("title")), close),
    element("div", { className: "drawer-body skeleton-late" }, line(), line(), line("short"), line("block")),
  );
}

function shut() {
  if (!drawer.open) return;
  drawer.close();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-drawer]");
  if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  openDrawer(link.getAttribute("href"), link);
});

drawer?.addEventListener("cancel", async (event) => {
  if (event.target !== drawer || !isDirty(drawer)) return;
  event.preventDefault();
  if (await ask({ title: text("discard"), more: text("discardText"), action: text("discardAction") })) shut();
});
drawer?.addEventListener("close", (event) => {
  if (event.target !== drawer) return;
  page.replaceChildren();
  if (under && location.href !== under) history.pushState({}, "", under);
  under = null;
  if (opener?.isConnected) opener.focus();
});
document.addEventListener("drawer:close", shut);
window.addEventListener("popstate", () => {
  if (!drawer?.open) return;
  under = location.href;
  shut();
});
