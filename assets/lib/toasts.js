// <toast-stack>: short messages over everything, from HX-Trigger {"toast": {title, text, tone, undo}},
// from Django's messages, or from `say()`.
import { element, icon, text } from "./page.js";

const ICONS = { success: "circle-check", danger: "circle-alert", warning: "triangle-alert", info: "info" };
const MOST = 3;
const SHORT = 5000;
const WITH_UNDO = 8000;

/** `retry` is what the Try again button does. */
export const say = (detail) => document.dispatchEvent(new CustomEvent("toast", { detail }));

class ToastStack extends HTMLElement {
  connectedCallback() {
    document.addEventListener("toast", this);
    for (const message of document.querySelectorAll("[data-message]")) {
      this.show({ title: message.textContent.trim(), tone: message.dataset.tone, undo: message.dataset.undo });
      message.remove();
    }
  }

  disconnectedCallback() {
    document.removeEventListener("toast", this);
  }

  handleEvent(event) {
    this.show(event.detail ?? {});
  }

  show({ title, text: more, tone = "info", undo, retry }) {
    const words = element("div", { className: "toast-words" }, element("b", { textContent: title }));
    if (more) words.append(element("span", { textContent: more }));
    const toast = element("div", { className: "toast", dataset: { tone } }, icon(ICONS[tone] ?? "info"), words);
    if (undo) toast.append(this.button("undo", () => takeBack(undo), toast));
    else if (retry) toast.append(this.button("retry", retry, toast));
    toast.append(this.dismissButton(toast));
    const stays = tone === "danger";
    this.querySelector(stays ? "[data-urgent]" : "[data-calm]").append(toast);
    const all = this.querySelectorAll(".toast");
    if (all.length > MOST) all[0].remove();
    this.raise();
    if (!stays) this.expire(toast, undo ? WITH_UNDO : SHORT);
  }

  button(kind, act, toast) {
    const button = element("button", { type: "button", className: "btn", textContent: this.dataset[kind] });
    Object.assign(button.dataset, { variant: "outline", size: "sm" });
    button.addEventListener("click", () => {
      this.drop(toast);
      act();
    });
    return button;
  }

  dismissButton(toast) {
    const button = element("button", { type: "button", className: "btn" }, icon("x"));
    button.setAttribute("aria-label", this.dataset.dismiss);
    Object.assign(button.dataset, { variant: "ghost", size: "icon-sm" });
    button.addEventListener("click", () => this.drop(toast));
    return button;
  }

  /** Shown again each time, so that it lies over a dialog opened since. */
  raise() {
    if (this.matches(":popover-open")) this.hidePopover();
    this.showPopover();
  }

  expire(toast, after) {
    let timer = setTimeout(() => this.drop(toast), after);
    const wait = () => clearTimeout(timer);
    const goOn = () => (timer = setTimeout(() => this.drop(toast), after / 2));
    toast.addEventListener("pointerenter", wait);
    toast.addEventListener("pointerleave", goOn);
    toast.addEventListener("focusin", wait);
    toast.addEventListener("focusout", goOn);
  }

  drop(toast) {
    toast.remove();
    if (!this.querySelector(".toast") && this.matches(":popover-open")) this.hidePopover();
  }
}

/** The answer says, by its own events and toast, what changed. */
const takeBack = (address) => window.htmx.ajax("POST", address, { swap: "none" });

customElements.define("toast-stack", ToastStack);
