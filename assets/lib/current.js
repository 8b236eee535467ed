// Menus that scroll show their current entry. By scroll offsets: scrollIntoView would make the first Tab
// start there instead of at the top of the page.

for (const entry of document.querySelectorAll(":is(.side-nav, .subnav, .tab-list) [aria-current]")) {
  const menu = entry.closest(".side-nav, .subnav, .tab-list");
  menu.scrollTop = entry.offsetTop - menu.clientHeight / 2;
  menu.scrollLeft = entry.offsetLeft - (menu.clientWidth - entry.offsetWidth) / 2;
}
