// Failed requests say so, with a way to try again; being offline shows a banner.
import { text } from "./page.js";
import { say } from "./toasts.js";

const WORDS = { 403: "notAllowed", 404: "gone", 410: "gone", 429: "tooMany" };

document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  const { status, headers } = ctx.response;
  if (status === 422) return; // the form came back with its errors
  if (headers?.get?.("HX-Trigger")?.includes('"toast"')) return; // the server said it better
  const known = WORDS[status];
  say({
    title: known ? text(known) : text("saveFailed"),
    text: known ? "" : text("serverFailed"),
    tone: "danger",
    retry: known ? undefined : again(ctx),
  });
});

document.addEventListener("htmx:error", ({ detail: { ctx, error } }) => {
  if (!ctx) {
    console.error(error);
    return;
  }
  say({ title: text("saveFailed"), text: text("checkConnection"), tone: "danger", retry: again(ctx) });
});

function again({ sourceElement, request, target, swap }) {
  return () => {
    if (sourceElement?.isConnected && sourceElement.matches("form")) sourceElement.requestSubmit();
    else window.htmx.ajax(request.method, request.action, { source: sourceElement, target, swap });
  };
}

function showConnection() {
  for (const banner of document.querySelectorAll("[data-offline]")) banner.hidden = navigator.onLine;
}
window.addEventListener("online", showConnection);
window.addEventListener("offline", showConnection);
showConnection();
