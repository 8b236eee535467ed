// The style guide's buttons that show a toast. Imports nothing: entries share no code by hand.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-sample-toast]");
  if (!button) return;
  const detail = JSON.parse(button.dataset.sampleToast);
  document.dispatchEvent(new CustomEvent("toast", { detail }));
});
