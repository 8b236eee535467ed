// <image-gallery>: pictures whose order is changed by dragging their grip, by arrow keys on it, or by
// their menu; files dropped on it are uploaded by the form beside it. The server draws the items:
//   li[data-image=id] with [data-grip] and [data-move=-1|1]; data-order is where the order is posted to.

class ImageGallery extends HTMLElement {
  connectedCallback() {
    for (const kind of ["pointerdown", "keydown", "click", "dragover", "dragleave", "drop"]) {
      this.addEventListener(kind, this);
    }
    this.closest("#gallery").addEventListener("htmx:after:swap", this);
  }

  get items() {
    return [...this.querySelectorAll("li[data-image]")];
  }

  get order() {
    return this.items.map((item) => item.dataset.image).join(",");
  }

  handleEvent(event) {
    const act = {
      pointerdown: () => this.grip(event),
      keydown: () => this.key(event),
      click: () => this.menu(event),
      dragover: () => this.over(event, true),
      dragleave: () => this.over(event, false),
      drop: () => this.dropped(event),
      "htmx:after:swap": () => this.swapped(),
    };
    act[event.type]();
  }

  grip(event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button) return;
    event.preventDefault();
    grip.focus();
    const item = grip.closest("li");
    const before = this.order;
    const end = new AbortController();
    const stop = () => {
      end.abort();
      item.removeAttribute("data-dragged");
      if (this.order !== before) this.save();
    };
    item.setAttribute("data-dragged", "");
    const { signal } = end;
    // On the document: the grip moves in the tree while it is dragged, and would lose a captured pointer.
    document.addEventListener("pointermove", (moved) => this.drag(item, moved), { signal });
    for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, stop, { signal });
  }

  drag(item, { clientX, clientY }) {
    const over = document.elementFromPoint(clientX, clientY)?.closest("li[data-image]");
    if (!over || over === item || over.parentElement !== item.parentElement) return;
    const { items } = this;
    if (items.indexOf(over) < items.indexOf(item)) over.before(item);
    else over.after(item);
  }

  key(event) {
    const grip = event.target.closest("[data-grip]");
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!grip || !step) return;
    event.preventDefault();
    this.move(grip.closest("li"), step, grip);
  }

  menu(event) {
    const choice = event.target.closest("[data-move]");
    if (choice) this.move(choice.closest("li"), Number(choice.dataset.move));
  }

  move(item, step, holding) {
    const { items } = this;
    const to = items[items.indexOf(item) + step];
    if (!to) return;
    if (step < 0) to.before(item);
    else to.after(item);
    holding?.focus(); // moving it in the tree took the focus away
    this.save(item.dataset.image);
  }

  /** The answer draws the gallery anew. What was moved meanwhile is sent after it. */
  async save(moved) {
    this.wanted = this.order;
    if (this.isSaving) return;
    this.isSaving = true;
    while (this.wanted) {
      const values = { ids: this.wanted };
      this.wanted = "";
      await window.htmx.ajax("POST", this.dataset.order, { source: this, target: "#gallery", swap: "outerMorph", values });
    }
    this.isSaving = false;
    if (moved) this.say(moved);
  }

  say(moved) {
    const { items } = this;
    const place = items.findIndex((item) => item.dataset.image === moved) + 1;
    const words = this.dataset.moved.replace("%n", place).replace("%total", items.length);
    this.querySelector("[data-said]").textContent = words;
  }

  /** Else the same file could not be chosen again. */
  swapped() {
    if (this.input) this.input.value = "";
  }

  get input() {
    return this.closest("#gallery").querySelector("input[type=file]");
  }

  over(event, isOver) {
    if (!this.input || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.toggleAttribute("data-over", isOver);
  }

  dropped(event) {
    if (!this.input || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.removeAttribute("data-over");
    this.input.files = event.dataTransfer.files;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("image-gallery", ImageGallery);
