import "htmx.org/dist/htmx.esm.js"; // first: the extensions look for window.htmx
import "htmx.org/dist/ext/hx-ptag.js";
import "../lib/toasts.js";
import "../lib/connection.js";
import "../lib/offline.js";
import "../lib/theme.js";
import "../lib/sidebar.js";
import "../lib/current.js";
import "../lib/dialogs.js";
import "../lib/drawer.js";
import "../lib/menus.js";
import "../lib/tips.js";
import "../lib/forms.js";
import "../lib/tabs.js";
import "../lib/spy.js";
import "../lib/copy.js";
import "../lib/data-table.js";
import "../lib/filters.js";
import "../lib/palette.js";
import "../lib/shortcuts.js";

// Heavy elements: their chunk comes only to pages that hold one.
const lazy = { "x-chart": () => import("../lib/chart.js"), "image-gallery": () => import("../lib/gallery.js"), "rich-text": () => import("../lib/rich-text.js") };

function load() {
  for (const [tag, bring] of Object.entries(lazy)) {
    if (!customElements.get(tag) && document.querySelector(tag)) bring();
  }
}
load();
document.addEventListener("htmx:after:swap", load);
