// <x-menu popover>: a menu by its button. Arrow keys move, letters jump, Escape gives the focus back.

const GAP = 6;

class XMenu extends HTMLElement {
  connectedCallback() {
    this.addEventListener("toggle", this);
    this.addEventListener("keydown", this);
    this.addEventListener("click", this);
    this.addEventListener("htmx:after:swap", this);
    this.button?.setAttribute("aria-expanded", "false");
  }

  get button() {
    return document.querySelector(`[popovertarget="${this.id}"]`);
  }

  get items() {
    return [...this.querySelectorAll('[role^="menuitem"]:not(:disabled)')];
  }

  handleEvent(event) {
    if (event.type === "toggle") this.toggled(event.newState === "open");
    else if (event.type === "keydown") this.key(event);
    else if (event.type === "click") this.picked(event);
    else this.place();
  }

  toggled(open) {
    this.button?.setAttribute("aria-expanded", String(open));
    if (!open) return;
    this.dispatchEvent(new CustomEvent("menu:open"));
    this.place();
    (this.querySelector('[aria-checked="true"], input') ?? this.items[0])?.focus();
  }

  place() {
    if (this.button && this.matches(":popover-open")) placeBeside(this, this.button);
  }

  picked(event) {
    const item = event.target.closest('[role="menuitem"], [role="menuitemradio"]');
    if (item && !item.hasAttribute("data-stay")) this.hidePopover();
  }

  key(event) {
    const { items } = this;
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items.at(to % items.length)?.focus();
    else if (event.key === "Tab") return this.hidePopover();
    else if (event.key.length === 1 && event.key !== " " && !event.target.matches("input")) this.jump(event.key, at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  jump(letter, at) {
    const { items } = this;
    const begins = (item) => item.textContent.trim().toLowerCase().startsWith(letter.toLowerCase());
    [...items.slice(at + 1), ...items.slice(0, at + 1)].find(begins)?.focus();
  }
}

/** Below its button, or above when there is no room; never outside the window. */
export function placeBeside(panel, button) {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = at.bottom + GAP;
  const fits = below + height < innerHeight || at.top - GAP - height < 8;
  const left = panel.dataset.align === "end" || at.left + width > innerWidth - 8 ? at.right - width : at.left;
  panel.style.top = `${Math.max(8, fits ? below : at.top - GAP - height)}px`;
  panel.style.left = `${Math.min(Math.max(8, left), innerWidth - width - 8)}px`;
}

document.addEventListener("toggle", ({ target, newState }) => {
  const button = newState === "open" && target.matches?.(".popover-panel") && document.querySelector(`[popovertarget="${target.id}"]`);
  if (button) placeBeside(target, button);
}, true);

customElements.define("x-menu", XMenu);
