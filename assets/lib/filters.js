// Filters of a list. <filter-menu popover> offers those there are, found by typing; each opens its
// <filter-panel popover>, which lies by its chip, or by the Add filter button while it has no chip.
import { placeBeside } from "./menus.js";

class FilterMenu extends HTMLElement {
  connectedCallback() {
    this.addEventListener("beforetoggle", this);
    this.addEventListener("toggle", this);
    this.addEventListener("input", this);
    this.addEventListener("keydown", this);
    this.addEventListener("click", this);
  }

  get options() {
    return [...this.querySelectorAll("[role=option]:not([hidden])")];
  }

  get chosen() {
    return this.querySelector("[aria-selected=true]:not([hidden])");
  }

  handleEvent(event) {
    if (event.type === "beforetoggle") this.clear();
    else if (event.type === "toggle") this.toggled(event.newState === "open");
    else if (event.type === "input") this.find(event.target.value);
    else if (event.type === "keydown") this.key(event);
    else this.take(event.target.closest("[role=option]"));
  }

  toggled(open) {
    if (open) placeBeside(this, addButton());
  }

  // Before it shows, when its input takes the focus: whoever types at once loses no letter.
  clear() {
    this.querySelector("input").value = "";
    this.find("");
  }

  find(term) {
    for (const option of this.querySelectorAll("[role=option]")) {
      option.hidden = !option.textContent.toLowerCase().includes(term.trim().toLowerCase());
    }
    this.choose(this.options[0]);
  }

  choose(option) {
    for (const other of this.querySelectorAll("[role=option]")) other.setAttribute("aria-selected", String(other === option));
    this.querySelector("input").setAttribute("aria-activedescendant", option?.id ?? "");
  }

  key(event) {
    if (!this.chosen) this.find(this.querySelector("input").value); // the list came anew beneath
    const { options } = this;
    const at = options.indexOf(this.chosen);
    if (event.key === "ArrowDown") this.choose(options.at((at + 1) % options.length));
    else if (event.key === "ArrowUp") this.choose(options.at((at - 1) % options.length));
    else if (event.key === "Enter") this.take(this.chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(option) {
    if (!option) return;
    this.hidePopover();
    document.getElementById(option.dataset.panel)?.showPopover();
  }
}

class FilterPanel extends HTMLElement {
  connectedCallback() {
    this.addEventListener("toggle", this);
    this.addEventListener("click", this);
  }

  handleEvent(event) {
    if (event.type === "click") return event.target.closest("[data-done]") && this.hidePopover();
    if (event.newState !== "open") return;
    placeBeside(this, document.getElementById(this.dataset.chip) ?? addButton());
    this.querySelector("input, select")?.focus();
  }
}

// A question that opens itself when it arrives, and goes when it is closed.
class XQuestion extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    dialog.addEventListener("close", () => this.remove());
    dialog.addEventListener("click", (event) => {
      const cancel = event.target.closest("a[data-close]");
      if (cancel) event.preventDefault();
    });
    dialog.showModal();
  }
}

const addButton = () => document.getElementById("add-filter-button");

customElements.define("filter-menu", FilterMenu);
customElements.define("filter-panel", FilterPanel);
customElements.define("x-question", XQuestion);
