// Says to the desk that somebody is here: a key or the mouse was touched. An open page alone says nothing of that, so
// that a tab left open overnight is nobody. At most once a minute, and no word of what was done. Where sockets are
// blocked, a small post every ten seconds is the page's sign of life instead.

const EVERY = 60_000, SIGN_EVERY = 10_000
const sign = document.getElementById("live")?.dataset.sign
let saidAt = 0, live = false, touched = false

function here() {
  touched = true
  if (document.hidden || Date.now() - saidAt < EVERY) return
  saidAt = Date.now()
  document.dispatchEvent(new CustomEvent("byhand:say", {detail: {here: true}}))
}

async function giveSign() {
  if (live || !sign || !navigator.onLine) return
  const body = new URLSearchParams({csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? ""})
  if (touched) body.set("touched", "yes")
  touched = false
  await fetch(sign, {method: "POST", body, redirect: "error"})
}

for (const name of ["keydown", "pointerdown", "pointermove", "wheel"]) {
  document.addEventListener(name, here, {capture: true, passive: true})
}
setInterval(() => giveSign().catch(() => {}), SIGN_EVERY)
document.addEventListener("byhand:live", event => {
  live = event.detail.on
  if (live) saidAt = 0
  else touched = false
})
