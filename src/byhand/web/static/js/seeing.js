// What came while one writes counts as seen once it stood before their eyes for a while: the gate asks (seen_message).

const LONG_ENOUGH = 3000
const timers = new WeakMap()

const eyes = new IntersectionObserver(entries => {
  for (const {target, isIntersecting} of entries) {
    clearTimeout(timers.get(target))
    if (isIntersecting) timers.set(target, setTimeout(() => seen(target), LONG_ENOUGH))
  }
}, {threshold: 0.2})

function seen(message) {
  const field = document.querySelector("#write [name=seen_message]")
  if (!field || !message.isConnected || document.hidden || !document.hasFocus()) return
  // Words that are held wait for a decision, not for time to pass.
  if (document.getElementById("held")) return
  const newest = Number(message.id.slice(1))
  if (newest > Number(field.value)) field.value = newest
}

function watch() {
  const known = Number(document.querySelector("#write [name=seen_message]")?.value ?? 0)
  for (const message of document.querySelectorAll("#words [id^=m]")) {
    const pk = Number(message.id.slice(1))
    if (pk > known) eyes.observe(message)
  }
}

for (const name of ["htmx:afterSettle", "byhand:refreshed"]) document.addEventListener(name, watch)
