// In the calendar a card is moved by its grip: dragged to a day or an hour, or picked up with Enter and moved by the arrow keys.
// Either way its own form is sent, so that whatever stands against the moment is said by the house.

const HALF_AN_HOUR = 30, DAY = 24 * 60
const calendar = () => document.querySelector("#outreach-calendar")
const days = () => [...document.querySelectorAll("#outreach-calendar [data-day]")]
let drag = null, picked = null

document.addEventListener("pointerdown", event => {
  const grip = event.target.closest?.("#outreach-calendar .grip")
  if (!grip || event.button) return
  event.preventDefault()
  grip.focus()
  grip.setPointerCapture(event.pointerId)
  drag = {card: grip.closest(".entry"), x: event.clientX, y: event.clientY, moved: false, day: null}
})

document.addEventListener("pointermove", event => drag && follow(event))

function follow(event) {
  const x = event.clientX - drag.x, y = event.clientY - drag.y
  if (!drag.moved && Math.hypot(x, y) < 5) return
  drag.moved = true
  drag.card.classList.add("moving")
  drag.card.style.translate = `${x}px ${y}px`
  over(document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-day]"))
}

document.addEventListener("pointerup", event => {
  if (!drag) return
  follow(event)
  const {card, moved, day} = drag
  letGo()
  if (moved && day && !day.contains(card)) return send(card, day.dataset.day, day.dataset.time)
})

document.addEventListener("pointercancel", () => drag && letGo())

document.addEventListener("click", event => {
  const grip = event.target.closest?.("#outreach-calendar .grip")
  if (grip && event.detail === 0) picked ? put() : pick(grip)
})

document.addEventListener("keydown", event => {
  if (event.key === "Escape" && drag) return letGo()
  if (!picked) return
  const step = {ArrowLeft: -DAY, ArrowRight: DAY, ArrowUp: -HALF_AN_HOUR, ArrowDown: HALF_AN_HOUR}[event.key]
  if (event.key === "Escape") leave()
  else if (step) shift(step)
  else return
  event.preventDefault()
})

document.addEventListener("focusout", event => {
  if (picked && event.target === picked.grip) leave()
})

function pick(grip) {
  const card = grip.closest(".entry")
  picked = {grip, card, at: card.querySelector("[name=day]").value ? new Date(card.dataset.at) : tomorrow()}
  grip.ariaPressed = "true"
  card.classList.add("picked")
  say(calendar().dataset.picked)
}

function tomorrow() {
  const at = new Date()
  at.setDate(at.getDate() + 1)
  at.setHours(10, 0, 0, 0)
  return at
}

// By the clock on the wall, also over the night in which it changes.
function shift(minutes) {
  const at = new Date(picked.at)
  minutes % DAY ? at.setMinutes(at.getMinutes() + minutes) : at.setDate(at.getDate() + minutes / DAY)
  if (at < new Date()) return say(calendar().dataset.back)
  picked.at = at
  over(days().find(day => holds(day, at)))
  const time = picked.card.querySelector("time")
  if (time) time.textContent = clock(at)
  const said = at.toLocaleString(document.documentElement.lang, {weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit"})
  say(calendar().dataset.to.replace("%s", said))
}

function put() {
  const {card, at} = picked
  end()
  if (iso(at) + "T" + clock(at) === card.dataset.at && card.querySelector("[name=day]").value) return say(calendar().dataset.left)
  send(card, iso(at), clock(at))
}

function leave() {
  const {card} = picked
  const time = card.querySelector("time")
  if (time) time.textContent = card.dataset.at.slice(11)
  end()
  say(calendar().dataset.left)
}

function end() {
  picked.grip.ariaPressed = "false"
  picked.card.classList.remove("picked")
  picked = null
  over(null)
}

function letGo() {
  drag.card.classList.remove("moving")
  drag.card.style.translate = ""
  drag = null
  over(null)
}

function over(day) {
  if (drag) drag.day = day
  days().forEach(one => one.classList.toggle("aimed", one === day))
}

function send(card, day, time) {
  const form = card.querySelector(".move form")
  if (form.elements.day.value === day && !time) return
  form.elements.day.value = day
  if (time) form.elements.time.value = time
  form.requestSubmit()
}

// A day on the page of a week, an hour on the page of a day.
const holds = ({dataset: {day, time}}, at) => day === iso(at) && (!time || time.slice(0, 2) === two(at.getHours()))
const two = number => String(number).padStart(2, "0")
const iso = at => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
const clock = at => `${two(at.getHours())}:${two(at.getMinutes())}`
const say = words => { document.querySelector("#moving-said").textContent = words }
