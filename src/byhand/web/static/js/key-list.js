// ? lists the keys. Whoever speaks to the machine or types by chance may switch the single ones off, on this device.

const SWITCH = "byhand-single-keys"
const list = document.getElementById("keys"), single = document.getElementById("single-keys")

function apply() {
  const off = localStorage.getItem(SWITCH) === "off"
  document.documentElement.dataset.keys = off ? "off" : "on"
  if (single) single.checked = !off
}
apply()

single?.addEventListener("change", () => {
  localStorage.setItem(SWITCH, single.checked ? "on" : "off")
  apply()
})

document.addEventListener("click", event => {
  if (event.target.closest?.("[data-opens-keys]")) list?.showModal()
  if (event.target.closest?.("dialog [data-closes]") || event.target.matches?.("dialog")) event.target.closest("dialog").close()
})
