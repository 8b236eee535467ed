// <x-tabs>: tabs within a page (tabs between pages are links). Arrow keys move, as the pattern wants.

class XTabs extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.select(event.target.closest("[role=tab]")));
    this.addEventListener("keydown", (event) => this.key(event));
    this.select(this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true") ?? this.tabs[0]);
  }

  get tabs() {
    return [...this.querySelectorAll("[role=tab]")];
  }

  key(event) {
    const at = this.tabs.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    const next = this.tabs.at((at + step) % this.tabs.length);
    next.focus();
    this.select(next);
  }

  select(chosen) {
    if (!chosen) return;
    for (const tab of this.tabs) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !on;
    }
  }
}

customElements.define("x-tabs", XTabs);
