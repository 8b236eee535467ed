// Dialogs: [data-open=id] opens, [data-close] and a click beside it close, focus goes back to the opener.
// A button or form with data-confirm asks before it acts:
//   data-confirm="Delete 12 customers?" data-confirm-text="…" data-confirm-action="Delete"
import { text } from "./page.js";

export function ask({ title, more = "", action, tone = "danger" }) {
  const dialog = document.getElementById("confirm");
  const yes = dialog.querySelector("[data-confirmed]");
  dialog.querySelector("#confirm-title").textContent = title;
  dialog.querySelector("#confirm-text").textContent = more;
  yes.textContent = action || text("continue");
  yes.dataset.variant = tone;
  dialog.showModal();
  return new Promise((answer) => {
    let agreed = false;
    yes.onclick = () => {
      agreed = true;
      dialog.close();
    };
    dialog.addEventListener("close", () => answer(agreed), { once: true });
  });
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) return open(opener);
  if (event.target.closest("[data-close]")) return event.target.closest("dialog")?.requestClose();
  if (event.target.matches("dialog[open]:not([data-keep])")) return closeFromOutside(event);
});

function open(opener) {
  opener.closest("[popover]")?.hidePopover();
  document.getElementById(opener.dataset.open)?.showModal();
}

function closeFromOutside(event) {
  const box = event.target.getBoundingClientRect();
  const inside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) event.target.requestClose();
}

const agreedTo = new WeakSet();

async function question(event, holder, goOn) {
  if (agreedTo.delete(holder)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { confirm: title, confirmText: more, confirmAction: action, confirmTone: tone } = holder.dataset;
  if (!(await ask({ title, more, action, tone }))) return;
  agreedTo.add(holder);
  goOn();
}

document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    const holder = submitter?.dataset.confirm ? submitter : form;
    if (holder.dataset.confirm) question(event, holder, () => form.requestSubmit(submitter));
  },
  true,
);
document.addEventListener(
  "click",
  (event) => {
    const holder = event.target.closest("a[data-confirm], button[type=button][data-confirm]");
    if (holder) question(event, holder, () => holder.click());
  },
  true,
);
