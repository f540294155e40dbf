// One menu at a time; a click outside closes it.

document.addEventListener("click", event => {
  const inside = event.target.closest?.("details.menu")
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== inside) menu.open = false
})
