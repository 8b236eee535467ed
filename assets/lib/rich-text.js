// <rich-text name="html" value="…" people="/address">: an editor in place of the textarea inside. What is
// written goes along as HTML in the field of that name, and as plain words in the textarea, so that a form
// that needs words still asks for them. @ offers the people of that address.
import { Editor } from "@tiptap/core";
import Mention from "@tiptap/extension-mention";
import StarterKit from "@tiptap/starter-kit";
import { Placeholder } from "@tiptap/extensions";
import { PeoplePicker } from "./people-picker.js";
import { element, icon, text } from "./page.js";

const TOOLS = [
  ["bold", "bold", (chain) => chain.toggleBold(), "bold"],
  ["italic", "italic", (chain) => chain.toggleItalic(), "italic"],
  ["strike", "strikethrough", (chain) => chain.toggleStrike(), "strike"],
  ["bullets", "list", (chain) => chain.toggleBulletList(), "bulletList"],
  ["numbers", "list-ordered", (chain) => chain.toggleOrderedList(), "orderedList"],
  ["quote", "text-quote", (chain) => chain.toggleBlockquote(), "blockquote"],
  ["mention", "at-sign", (chain) => chain.insertContent("@")],
];

/** Kept as the server writes it: <span data-mention="id">@Name</span>. */
const mention = (address) =>
  Mention.extend({
    parseHTML: () => [{ tag: "span[data-mention]", getAttrs: (node) => ({ id: node.dataset.mention, label: node.textContent.slice(1) }) }],
    renderHTML: ({ node }) => ["span", { "data-mention": node.attrs.id }, `@${node.attrs.label}`],
    renderText: ({ node }) => `@${node.attrs.label}`,
  }).configure({ suggestion: new PeoplePicker(address).suggestion() });

class RichText extends HTMLElement {
  connectedCallback() {
    if (this.editor) return;
    this.plain = this.querySelector("textarea");
    this.html = element("input", { type: "hidden", name: this.getAttribute("name"), value: this.getAttribute("value") });
    this.box = element("div", { className: "rich-box" });
    this.tools = this.toolbar();
    const wasTyping = document.activeElement === this.plain;
    this.plain.hidden = true;
    this.plain.required = false; // a hidden field cannot say what it lacks; the server does
    this.plain.after(this.html, this.box);
    this.editor = new Editor({
      element: this.box,
      injectCSS: false,
      extensions: this.extensions(),
      content: this.html.value || paragraphs(this.plain.value),
      editorProps: { attributes: this.attributesOfEditor() },
      onTransaction: () => this.editor && this.note(),
    });
    this.box.append(this.tools);
    this.plain.removeAttribute("id");
    this.label?.addEventListener("click", () => this.editor.commands.focus());
    this.note();
    if (wasTyping || this.hasAttribute("data-focus")) this.editor.commands.focus("end");
  }

  disconnectedCallback() {
    this.editor?.destroy();
  }

  get label() {
    return this.querySelector("label");
  }

  extensions() {
    const all = [
      StarterKit.configure({ code: false, codeBlock: false, heading: false, horizontalRule: false, link: { openOnClick: false, protocols: ["mailto", "tel"] } }),
      Placeholder.configure({ placeholder: this.plain.placeholder }),
    ];
    return this.hasAttribute("people") ? [...all, mention(this.getAttribute("people"))] : all;
  }

  /** The textarea's own id and words of help, so that label, summary and links find the editor. */
  attributesOfEditor() {
    const taken = ["aria-describedby", "aria-invalid", "aria-required"].filter((name) => this.plain.hasAttribute(name));
    return {
      class: "rich textarea",
      id: this.plain.id,
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": this.label?.textContent.trim() ?? "",
      ...Object.fromEntries(taken.map((name) => [name, this.plain.getAttribute(name)])),
    };
  }

  note() {
    const empty = this.editor.isEmpty;
    this.html.value = empty ? "" : this.editor.getHTML();
    this.plain.value = empty ? "" : this.editor.getText();
    for (const [button, name] of this.states) button.setAttribute("aria-pressed", String(this.editor.isActive(name)));
  }

  toolbar() {
    this.states = [];
    const bar = element("div", { className: "rich-tools" });
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", text("formatting"));
    for (const [name, picture, act, state] of TOOLS) {
      if (name === "mention" && !this.hasAttribute("people")) continue;
      const button = element("button", { type: "button", className: "btn", title: text(`format_${name}`) }, icon(picture));
      Object.assign(button.dataset, { variant: "ghost", size: "icon" });
      button.setAttribute("aria-label", text(`format_${name}`));
      button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
      button.addEventListener("click", () => act(this.editor.chain().focus()).run());
      if (state) this.states.push([button, state]);
      bar.append(button);
    }
    return bar;
  }
}

/** Plain words as the editor reads them, escaped by the browser itself. */
function paragraphs(words) {
  const box = element("div");
  for (const part of words.split(/\n\s*\n/).filter(Boolean)) {
    const paragraph = element("p");
    part.split("\n").forEach((line, at) => paragraph.append(...(at ? [element("br")] : []), line));
    box.append(paragraph);
  }
  return box.innerHTML;
}

customElements.define("rich-text", RichText);
