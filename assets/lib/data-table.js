// <data-table>: selection and keys of a list. The server draws:
//   input[data-pick] in each row (shift-click picks a range), input[data-pick-all] in the head,
//   [data-bulk] the bar, [data-picked-count] its figure, [data-all-note] the offer to take all N
//   (its [data-take-all] button), input[name=scope] ("page" or "all") sent with the bulk form.
import { hasOpenDialog, isTyping, modifier } from "./page.js";

class DataTable extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    this.addEventListener("change", this);
    this.addEventListener("htmx:after:swap", this);
    document.addEventListener("keydown", this);
    this.draw();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
  }

  get picks() {
    return [...this.querySelectorAll("input[data-pick]")];
  }

  get rows() {
    return [...this.querySelectorAll("tbody tr[id]")];
  }

  handleEvent(event) {
    if (event.type === "click") this.clicked(event);
    else if (event.type === "change") this.changed(event.target);
    else if (event.type === "keydown") this.key(event);
    else this.swapped();
  }

  clicked(event) {
    const pick = event.target.closest("input[data-pick]");
    if (pick) this.range(pick, event.shiftKey);
    else if (event.target.closest("[data-take-all]")) this.takeAll();
    else if (event.target.closest("[data-pick-none]")) this.pickAll(false);
  }

  range(pick, withShift) {
    const { picks } = this;
    const [from, to] = [picks.indexOf(this.last), picks.indexOf(pick)].sort((a, b) => a - b);
    if (withShift && from >= 0) for (const other of picks.slice(from, to + 1)) other.checked = pick.checked;
    this.last = pick;
    this.drawPicks();
  }

  changed(input) {
    if (input.matches("[data-pick-all]")) this.pickAll(input.checked);
    else if (input.matches("[data-pick]")) this.drawPicks();
  }

  /** Of all that match, rows unticked here are left out; with none ticked, nothing is selected. */
  drawPicks() {
    this.draw({ keepScope: this.hasAttribute("data-takes-all") && this.picks.some((pick) => pick.checked) });
  }

  pickAll(on) {
    for (const pick of this.picks) pick.checked = on;
    this.draw();
  }

  takeAll() {
    this.scope("all");
    this.draw({ keepScope: true });
  }

  scope(value) {
    for (const input of this.querySelectorAll("input[name=scope]")) input.value = value;
    this.toggleAttribute("data-takes-all", value === "all");
  }

  swapped() {
    this.last = null;
    this.draw();
  }

  draw({ keepScope = false } = {}) {
    const { picks } = this;
    const picked = picks.filter((pick) => pick.checked);
    if (!keepScope) this.scope("page");
    for (const pick of picks) pick.closest("tr").toggleAttribute("data-selected", pick.checked);
    const head = this.querySelector("[data-pick-all]");
    if (head) {
      head.checked = picked.length > 0 && picked.length === picks.length;
      head.indeterminate = picked.length > 0 && !head.checked;
    }
    const takesAll = this.hasAttribute("data-takes-all");
    for (const bar of this.querySelectorAll("[data-bulk]")) bar.hidden = !picked.length;
    for (const note of this.querySelectorAll("[data-all-note]")) note.hidden = takesAll || !head?.checked;
    for (const figure of this.querySelectorAll("[data-picked-count]")) {
      const out = picks.length - picked.length;
      if (takesAll) figure.textContent = out ? `${figure.dataset.total} − ${out}` : figure.dataset.total;
      else figure.textContent = picked.length.toLocaleString(document.documentElement.lang);
    }
  }

  key(event) {
    if (isTyping(event) || hasOpenDialog() || modifier(event) || event.altKey) return;
    if (document.querySelector("data-table") !== this) return;
    const act = { j: () => this.move(1), k: () => this.move(-1), x: () => this.flip(), Enter: () => this.open(event) }[event.key];
    const find = { "/": "[data-list-search]", f: "[data-add-filter]" }[event.key];
    if (act) act();
    else if (find) this.reach(find, event);
  }

  reach(selector, event) {
    const control = this.querySelector(selector);
    if (!control) return;
    event.preventDefault();
    if (control.matches("button")) control.click();
    else control.focus();
  }

  move(step) {
    const { rows } = this;
    const at = rows.findIndex((row) => row.hasAttribute("data-cursor"));
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    rows[at]?.removeAttribute("data-cursor");
    next?.setAttribute("data-cursor", "");
    next?.scrollIntoView({ block: "nearest" });
  }

  get cursor() {
    return this.querySelector("tr[data-cursor]");
  }

  flip() {
    this.cursor?.querySelector("input[data-pick]")?.click();
  }

  open(event) {
    if (event.target.closest("a, button")) return;
    this.cursor?.querySelector("a[href]")?.click();
  }
}

customElements.define("data-table", DataTable);
