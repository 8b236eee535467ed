// [data-copy=id]: copies a field's value, and says so where the button is.
import { text } from "./page.js";
import { say } from "./toasts.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select?.();
  await navigator.clipboard.writeText(field.value ?? field.textContent.trim());
  say({ title: text("copied"), tone: "success" });
});
