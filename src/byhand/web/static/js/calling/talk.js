// The visitor's page: “Talk now”, and what is offered when nobody can.

import {begin, nobody} from "./asking.js"
import {microphone} from "./microphone.js"
import {say, Talking} from "./talking.js"
import {inTheirTime} from "./times.js"
import {visitor} from "./visitor.js"
import {wordOf} from "./word.js"

const form = document.getElementById("who"), call = document.getElementById("call"), now = document.getElementById("talk-now")
const press = document.getElementById("talk"), hang = document.getElementById("hang-up"), back = document.getElementById("back")
const word = document.getElementById("word"), state = document.getElementById("call-state").dataset
let talking

now.hidden = word.hidden = false
if (now.dataset.there === "0") press.className = "button"

async function talk() {
  press.disabled = true
  call.hidden = false
  hang.disabled = true
  const absent = await nobody()
  if (absent) return nobodyIsThere(absent)
  const {stream, why} = await microphone()
  if (why) return instead(why)
  const told = await begin(true).catch(() => ({sentence: state.failed}))
  if (told.sentence !== undefined || !told.rings) {
    for (const track of stream.getTracks()) track.stop()
    if (told.token) callIs(told.token)
    return told.sentence ? instead("failed", told.sentence) : instead("nobody")
  }
  now.hidden = true
  hang.disabled = false
  callIs(told.token)
  talking = new Talking({...told, stream, polite: false})
  talking.addEventListener("over", event => over(event.detail))
  say("ringing")
  hang.focus()
}

// Said before a microphone is asked for. That they called is noted all the same, and waits for us.
async function nobodyIsThere(part) {
  const there = document.getElementById("who-is-there")
  there.innerHTML = part
  inTheirTime(there)
  const told = await begin(false).catch(() => ({sentence: state.failed}))
  if (told.token) callIs(told.token)
  return told.sentence === undefined ? instead("nobody") : instead("failed", told.sentence)
}

// The call whose word or request follows, if nobody takes it.
function callIs(token) {
  form.elements.token.value = token
  wordOf(token)
}

function over(told) {
  hang.disabled = true
  now.hidden = false
  press.disabled = false
  if (told.outcome === "missed") word.open = back.open = true
  else callIs("")
}

function instead(name, sentence = "") {
  say(name)
  if (sentence) document.getElementById("call-state").textContent = sentence
  press.disabled = false
  word.open = back.open = true
}

press.addEventListener("click", talk)
hang.addEventListener("click", () => talking?.hangUp())
form.addEventListener("submit", () => { form.elements.visitor.value = visitor() })
form.addEventListener("keydown", event => {
  if (event.key === "Enter" && event.target.matches("input")) event.preventDefault(), press.click()
})
// Whoever leaves while it rings no longer calls.
addEventListener("pagehide", () => { if (talking && !talking.isTalking && !talking.isOver) talking.hangUp() })
addEventListener("beforeunload", event => { if (talking?.isTalking) event.preventDefault() })
