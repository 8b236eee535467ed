// The worker that shows a page of its own when ours cannot be reached. Without it (an old browser, a plain
// http address) the browser's own page appears, and nothing else changes.
navigator.serviceWorker?.register("/offline-worker.js").catch((reason) => console.debug(reason.message));
