// Before the first paint: theme and sidebar width, so that nothing flashes or jumps.
const root = document.documentElement;
const choice = root.dataset.themeChoice || localStorage.getItem("theme") || "system";
const dark = choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
root.classList.toggle("dark", dark);
root.dataset.themeChoice = choice;
root.toggleAttribute("data-mini", localStorage.getItem("sidebar") === "mini");
