// Light, dark or as the system: chosen in the user menu, kept in the browser and with the person.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

function apply(choice) {
  root.dataset.themeChoice = choice;
  root.classList.toggle("dark", choice === "dark" || (choice === "system" && system.matches));
  for (const option of document.querySelectorAll("[data-theme-set]")) {
    option.setAttribute("aria-checked", String(option.dataset.themeSet === choice));
  }
  document.dispatchEvent(new CustomEvent("theme:change"));
}

function keep(choice, option) {
  localStorage.setItem("theme", choice);
  const address = option.closest("[data-save-theme]")?.dataset.saveTheme;
  if (address) window.htmx.ajax("POST", address, { swap: "none", values: { theme: choice }, source: option });
}

document.addEventListener("click", (event) => {
  const option = event.target.closest("[data-theme-set]");
  if (!option) return;
  apply(option.dataset.themeSet);
  keep(option.dataset.themeSet, option);
});
system.addEventListener("change", () => apply(root.dataset.themeChoice));
apply(root.dataset.themeChoice ?? "system");
