// <x-spy>: links to the parts of a page; the one whose part is being read is marked.

class XSpy extends HTMLElement {
  connectedCallback() {
    this.watcher = new IntersectionObserver((seen) => this.saw(seen), { rootMargin: "-160px 0px -55% 0px" });
    this.inView = new Set();
    document.addEventListener("htmx:after:swap", this);
    this.handleEvent();
  }

  disconnectedCallback() {
    this.watcher.disconnect();
    document.removeEventListener("htmx:after:swap", this);
  }

  /** Parts that came anew are watched too; those watched already stay so. */
  handleEvent() {
    for (const link of this.links) {
      const part = document.querySelector(link.hash);
      if (part) this.watcher.observe(part);
    }
  }

  get links() {
    return [...this.querySelectorAll('a[href^="#"]')];
  }

  saw(seen) {
    for (const { target, isIntersecting } of seen) this.inView[isIntersecting ? "add" : "delete"](`#${target.id}`);
    const read = this.links.find((link) => this.inView.has(link.hash));
    if (read) this.mark(read);
  }

  mark(read) {
    for (const link of this.links) {
      if (link === read) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const row = read.parentElement;
    row.scrollTo({ left: read.offsetLeft - row.offsetLeft - (row.clientWidth - read.offsetWidth) / 2 });
  }
}

customElements.define("x-spy", XSpy);
