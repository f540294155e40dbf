// One call on a page: line and voice together, the words that say how it stands, mute and hang up.

import {Line} from "./line.js"
import {Voice} from "./voice.js"

const state = document.getElementById("call-state"), muted = document.getElementById("call-muted")
const mute = document.getElementById("mute"), sound = document.getElementById("voice")

export const say = (name, words = {}) => {
  const sentence = Object.entries(words).reduce((said, [key, value]) => said.replace(`{${key}}`, value), state.dataset[name] ?? "")
  state.dataset.state = name
  if (state.textContent !== sentence) state.textContent = sentence
}

export class Talking extends EventTarget {
  #line; #voice; #ice; #stream; #polite; #by = ""; #over = false

  constructor({call, token, ice, stream, polite}) {
    super()
    this.#ice = ice
    this.#stream = stream
    this.#polite = polite
    this.#line = new Line(call, token)
    this.#line.addEventListener("state", event => this.#stands(event.detail))
    this.#line.addEventListener("signal", event => this.#meet().hear(event.detail))
    this.#line.addEventListener("open", () => { this.#voice?.mend(); this.#show() })
    this.#line.addEventListener("lost", () => this.#show())
    mute.onclick = () => this.#mute(mute.getAttribute("aria-pressed") !== "true")
  }

  get peer() { return this.#voice?.peer }
  get isOver() { return this.#over }
  get isTalking() { return Boolean(this.#voice) && !this.#over }

  hangUp() {
    this.#line.hangUp()
    this.#end({outcome: ""})
  }

  #stands(told) {
    this.#by = told.by
    if (told.state === "ended") return this.#end(told)
    if (told.state === "talking") this.#meet()
    this.#show()
  }

  #meet() {
    if (this.#voice) return this.#voice
    this.#voice = new Voice({ice: this.#ice, polite: this.#polite, stream: this.#stream, say: signal => this.#line.say({signal})})
    this.#voice.addEventListener("state", () => this.#show())
    this.#voice.addEventListener("voice", event => {
      sound.srcObject = event.detail
      sound.play().catch(() => {})
    })
    mute.disabled = false
    return this.#voice
  }

  #show() {
    if (this.#over) return
    if (!this.#voice) return say("ringing")
    const stands = this.#voice.state || "connecting"
    if (stands !== "talking") return say(stands)
    if (!this.#line.isOpen) return say("desk")
    state.dataset.with && this.#by ? say("with", {name: this.#by}) : say("talking")
    state.dataset.state = "talking"
  }

  #mute(yes) {
    this.#voice?.mute(yes)
    mute.setAttribute("aria-pressed", yes)
    mute.textContent = yes ? state.dataset.unmute : state.dataset.mute
    muted.textContent = yes ? state.dataset.muted : ""
  }

  #end(told) {
    if (this.#over) return
    this.#over = true
    this.#voice?.end()
    for (const track of this.#stream.getTracks()) track.stop()
    this.#mute(false)
    mute.disabled = true
    // Whoever hangs up while the desk is away says so once it is back.
    if (this.#line.isOpen) setTimeout(() => this.#line.end(), 500)
    else this.#line.addEventListener("open", () => setTimeout(() => this.#line.end(), 500))
    say(told.outcome === "missed" ? "missed" : "ended")
    this.dispatchEvent(new CustomEvent("over", {detail: told}))
  }
}
