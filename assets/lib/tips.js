// [data-tip]: a word on hover or focus for a control that shows only an icon (which has its own label too).
// [data-mini-tip] says it only while the sidebar is folded.

const WAIT = 350;
const tip = Object.assign(document.createElement("div"), { className: "tip", popover: "manual" });
tip.setAttribute("aria-hidden", "true");
let timer;

function show(holder) {
  const folded = document.documentElement.hasAttribute("data-mini") && innerWidth >= 768;
  const words = holder.dataset.tip ?? (folded ? holder.dataset.miniTip : "");
  if (!words) return;
  tip.textContent = words;
  if (!tip.isConnected) document.body.append(tip);
  if (tip.matches(":popover-open")) tip.hidePopover();
  tip.showPopover();
  place(holder.getBoundingClientRect(), holder.dataset.miniTip !== undefined);
}

function place(at, beside) {
  const { offsetWidth: width, offsetHeight: height } = tip;
  const left = beside ? at.right + 8 : at.left + at.width / 2 - width / 2;
  const top = beside ? at.top + at.height / 2 - height / 2 : at.bottom + 6;
  tip.style.left = `${Math.min(Math.max(8, left), innerWidth - width - 8)}px`;
  tip.style.top = `${top + height > innerHeight ? at.top - height - 6 : top}px`;
}

function hide() {
  clearTimeout(timer);
  if (tip.matches(":popover-open")) tip.hidePopover();
}

const holderOf = (event) => event.target.closest?.("[data-tip], [data-mini-tip]");

document.addEventListener("pointerover", (event) => {
  hide();
  const holder = event.pointerType === "mouse" && holderOf(event);
  if (holder) timer = setTimeout(show, WAIT, holder);
});
document.addEventListener("focusin", (event) => {
  hide();
  const holder = holderOf(event);
  if (holder?.matches(":focus-visible")) show(holder);
});
document.addEventListener("focusout", hide);
document.addEventListener("pointerdown", hide);
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
window.addEventListener("scroll", hide, { passive: true, capture: true });
