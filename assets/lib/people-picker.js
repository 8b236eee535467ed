// Who can be called with @: a list beneath the caret. Arrow keys choose, Enter or Tab takes, Escape closes.
import { element, text } from "./page.js";

const MOST = 6;
let lists = 0;

const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export class PeoplePicker {
  constructor(address) {
    this.address = address;
    this.people = null;
  }

  suggestion() {
    return {
      char: "@",
      items: ({ query }) => this.found(query),
      render: () => {
        const list = new PeopleList();
        return {
          onStart: (now) => list.show(now),
          onUpdate: (now) => list.show(now),
          onKeyDown: ({ event }) => list.key(event),
          onExit: () => list.close(),
        };
      },
      command: ({ editor, range, props }) => {
        const called = { type: "mention", attrs: { id: props.id, label: props.name } };
        editor.chain().focus().insertContentAt(range, [called, { type: "text", text: " " }]).run();
      },
    };
  }

  async found(query) {
    const words = folded(query);
    const begins = ({ name }) => ` ${folded(name)}`.includes(` ${words}`);
    return (await this.all()).filter(begins).slice(0, MOST);
  }

  async all() {
    this.people ??= fetch(this.address).then((answer) => (answer.ok ? answer.json() : { people: [] }));
    return (await this.people).people;
  }
}

class PeopleList {
  constructor() {
    this.box = element("div", { className: "menu people-list", id: `people-${++lists}` });
    this.box.setAttribute("role", "listbox");
    this.box.setAttribute("aria-label", text("mentionWhom"));
    this.at = 0;
    this.closed = false;
  }

  show({ items, command, clientRect, editor }) {
    this.items = items;
    this.take = command;
    this.field = editor.view.dom;
    this.at = Math.min(this.at, Math.max(items.length - 1, 0));
    if (this.closed || !items.length) return this.hide();
    this.box.replaceChildren(...items.map((person, at) => this.option(person, at)));
    (this.field.closest("dialog, main") ?? document.body).append(this.box);
    this.place(clientRect?.());
    this.mark();
  }

  option(person, at) {
    const option = element("div", { className: "people-option", id: `${this.box.id}-${at}` }, element("span", { textContent: person.name }), element("small", { textContent: person.role }));
    option.setAttribute("role", "option");
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.take(person);
    });
    return option;
  }

  place(caret) {
    if (!caret) return;
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const below = caret.bottom + 4 + height < innerHeight;
    this.box.style.left = `${Math.max(8, Math.min(caret.left, innerWidth - width - 8))}px`;
    this.box.style.top = `${below ? caret.bottom + 4 : caret.top - 4 - height}px`;
  }

  mark() {
    [...this.box.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.at)));
    this.field.setAttribute("aria-controls", this.box.id);
    this.field.setAttribute("aria-activedescendant", `${this.box.id}-${this.at}`);
  }

  key(event) {
    if (!this.box.isConnected) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.items.length) % this.items.length;
      this.mark();
      return true;
    }
    if (event.key === "Enter" || event.key === "Tab") {
      this.take(this.items[this.at]);
      return true;
    }
    if (event.key !== "Escape") return false;
    event.stopPropagation();
    this.closed = true;
    this.hide();
    return true;
  }

  hide() {
    this.box.remove();
    this.field?.removeAttribute("aria-controls");
    this.field?.removeAttribute("aria-activedescendant");
  }

  close() {
    this.hide();
  }
}
