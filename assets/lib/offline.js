// The worker that shows a page of its own when ours cannot be reached. Without it (an old browser, a plain
// http address) the browser's own page appears, and nothing else changes.
// Once it is at work the browser itself looks for a newer one, so no page has to ask again.
if (navigator.serviceWorker && !navigator.serviceWorker.controller) {
  navigator.serviceWorker.register("/offline-worker.js").catch((reason) => console.debug(reason.message));
}
