// The sidebar: folded to icons on wide screens (remembered), a drawer on phones.

const root = document.documentElement;
const side = document.getElementById("sidebar");
const phone = matchMedia("(max-width: 767px)");

export function fold() {
  const mini = root.toggleAttribute("data-mini");
  localStorage.setItem("sidebar", mini ? "mini" : "full");
  describe();
}

function toggle() {
  const open = root.toggleAttribute("data-side-open");
  describe();
  if (open) side.querySelector("a, button").focus();
  else document.querySelector(".side-open")?.focus();
}

function describe() {
  document.querySelector(".side-fold")?.setAttribute("aria-expanded", String(!root.hasAttribute("data-mini")));
  document.querySelector(".side-open")?.setAttribute("aria-expanded", String(root.hasAttribute("data-side-open")));
  // What lies behind the open drawer cannot be reached by keyboard.
  side?.nextElementSibling?.toggleAttribute("inert", phone.matches && root.hasAttribute("data-side-open"));
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-side-fold]")) fold();
  else if (event.target.closest("[data-side-toggle]")) toggle();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && root.hasAttribute("data-side-open")) toggle();
});
phone.addEventListener("change", () => {
  root.removeAttribute("data-side-open");
  describe();
});
if (side) describe();
