// What stood before somebody's eyes for a moment needs no telling: the desk hears so, and the device's notice goes away.

const LONG_ENOUGH = 1500
let timer

function watch() {
  clearTimeout(timer)
  if (document.querySelector("[data-unseen]")) timer = setTimeout(seen, LONG_ENOUGH)
}

async function seen() {
  const words = document.querySelector("[data-unseen]")
  if (!words || document.hidden || !document.hasFocus()) return
  const address = words.dataset.unseen
  words.removeAttribute("data-unseen")
  const body = new URLSearchParams({csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? ""})
  await fetch(address, {method: "POST", body, redirect: "error"})
  const worker = await navigator.serviceWorker?.getRegistration()
  for (const notice of await worker?.getNotifications({tag: "byhand"}) ?? []) {
    if (notice.data?.at === location.pathname) notice.close()
  }
}

for (const name of ["htmx:afterSettle", "byhand:refreshed", "visibilitychange"]) document.addEventListener(name, watch)
addEventListener("focus", watch)
watch()
