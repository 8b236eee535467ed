// <command-palette>: commands of the page are filtered at once, records follow from the server.
import { openDrawer } from "./drawer.js";
import { element, icon, text } from "./page.js";

const WAIT = 80;
const RECENTS = 5;
const STORE = "palette-recent";

class CommandPalette extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = this.querySelector("[role=listbox]");
    this.none = this.querySelector(".palette-none");
    this.commands = JSON.parse(this.querySelector("script").textContent);
    this.dialog = this.closest("dialog");
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => this.run(event.target.closest("[role=option]")));
    this.list.addEventListener("pointermove", (event) => this.mark(event.target.closest("[role=option]")));
    this.dialog.addEventListener("close", () => this.search?.abort());
  }

  open({ only } = {}) {
    if (this.dialog.open) return this.dialog.close();
    this.only = only;
    this.input.value = "";
    this.dialog.showModal();
    this.typed();
  }

  typed() {
    const term = this.input.value.trim().toLowerCase();
    clearTimeout(this.timer);
    this.search?.abort();
    this.draw(this.matching(term));
    if (term.length > 1 && !this.only) this.timer = setTimeout(() => this.find(term), WAIT);
    else this.settle();
  }

  matching(term) {
    const pool = this.only ? this.commands.filter((command) => command[this.only]) : this.commands;
    if (!term) return this.only ? pool : [...recents(pool), ...pool];
    const words = term.split(/\s+/);
    const begins = (command) => command.label.toLowerCase().startsWith(words[0]);
    return pool
      .filter((command) => words.every((word) => `${command.label} ${command.words}`.toLowerCase().includes(word)))
      .sort((one, other) => begins(other) - begins(one));
  }

  draw(commands) {
    const groups = Map.groupBy ? Map.groupBy(commands, (c) => c.group) : group(commands);
    const parts = [...groups].flatMap(([label, members]) => [heading(label), ...members.map(option)]);
    this.list.replaceChildren(...parts);
    this.mark(this.options[0]);
  }

  async find(term) {
    this.search = new AbortController();
    const address = `${this.dataset.search}?q=${encodeURIComponent(term)}`;
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: this.search.signal });
      if (answer.ok) this.addRecords(await answer.text());
    } catch (error) {
      if (error.name === "AbortError") return;
    }
    this.settle();
  }

  addRecords(html) {
    this.list.append(document.createRange().createContextualFragment(html));
    if (!this.marked) this.mark(this.options[0]);
  }

  settle() {
    this.none.hidden = this.options.length > 0;
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get marked() {
    return this.list.querySelector("[aria-selected=true]");
  }

  mark(chosen) {
    if (!chosen || chosen === this.marked) return;
    this.options.forEach((one, at) => {
      one.id ||= `palette-option-${at}`;
      one.setAttribute("aria-selected", String(one === chosen));
    });
    this.input.setAttribute("aria-activedescendant", chosen.id);
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.step(step);
    else if (event.key === "Enter") this.run(this.marked, event.metaKey || event.ctrlKey);
    else return;
    event.preventDefault();
  }

  step(by) {
    const { options } = this;
    const next = options.at((options.indexOf(this.marked) + by) % options.length);
    this.mark(next);
    next?.scrollIntoView({ block: "nearest" });
  }

  run(chosen, inNewTab = false) {
    if (!chosen) return;
    const { url, drawer } = chosen.dataset;
    remember(url);
    this.dialog.close();
    if (inNewTab) window.open(url, "_blank", "noopener");
    else if (drawer === "true") openDrawer(url);
    else location.assign(url);
  }
}

const group = (commands) => {
  const groups = new Map();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return groups;
};

const heading = (label) => {
  const made = element("div", { className: "palette-group", textContent: label });
  made.setAttribute("role", "presentation");
  return made;
};

const option = ({ label, icon: name, url, drawer = false, keys }) => {
  const made = element("div", { className: "palette-item", dataset: { url, drawer } }, icon(name), element("span", { textContent: label }));
  made.setAttribute("role", "option");
  if (keys.length) made.append(element("span", { className: "keys" }, ...keys.map((key) => element("kbd", { className: "kbd", textContent: key }))));
  return made;
};

const stored = () => JSON.parse(localStorage.getItem(STORE) ?? "[]");

function recents(pool) {
  return stored()
    .map((url) => pool.find((command) => command.url === url))
    .filter(Boolean)
    .map((command) => ({ ...command, group: text("recent") }));
}

function remember(url) {
  localStorage.setItem(STORE, JSON.stringify([url, ...stored().filter((other) => other !== url)].slice(0, RECENTS)));
}

customElements.define("command-palette", CommandPalette);
