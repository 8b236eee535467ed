// Recovery codes are shown once: kept as a file or on the clipboard, made here and not by the server.
export function keepCodes(texts) {
  const list = document.getElementById("recovery-codes");
  if (!list) return;
  const codes = () => `${[...list.querySelectorAll("code")].map((code) => code.textContent).join("\n")}\n`;

  const download = document.querySelector("[data-download-codes]");
  download?.addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([codes()], { type: "text/plain" }));
    Object.assign(document.createElement("a"), { href: url, download: download.dataset.downloadCodes }).click();
    URL.revokeObjectURL(url);
  });

  const copy = document.querySelector("[data-copy-codes]");
  copy?.addEventListener("click", async () => {
    await navigator.clipboard.writeText(codes());
    copy.lastChild.textContent = texts.copied;
  });
}
