// Says to the desk that somebody is here: a key or the mouse was touched. An open page alone says nothing, so that a
// tab left open overnight is given no work. At most once a minute, and no word of what was done.

const EVERY = 60_000
let saidAt = 0

function here() {
  if (document.hidden || Date.now() - saidAt < EVERY) return
  saidAt = Date.now()
  document.dispatchEvent(new CustomEvent("byhand:say", {detail: {here: true}}))
}

for (const name of ["keydown", "pointerdown", "pointermove", "wheel"]) {
  document.addEventListener(name, here, {capture: true, passive: true})
}
document.addEventListener("byhand:live", event => { if (event.detail.on) saidAt = 0 })
