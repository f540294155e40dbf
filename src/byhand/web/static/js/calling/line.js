// The line of a call: hears how it stands and what the other side signals; comes back by itself and goes on where it was.

const FIRST_WAIT = 300, LONGEST_WAIT = 4000, BEAT = 8000, SILENT_FOR = 25_000, NO_PART = 4403, MOST_WAITING = 100

export class Line extends EventTarget {
  #call; #token; #after = 0; #socket; #wait = FIRST_WAIT; #heardAt = 0; #waiting = []; #over = false; #timers = []

  constructor(call, token = "") {
    super()
    this.#call = call
    this.#token = token
    this.#open()
    this.#timers.push(setInterval(() => this.#beat(), BEAT))
    addEventListener("online", () => this.#open())
  }

  get isOpen() { return this.#socket?.readyState === WebSocket.OPEN }

  // What cannot be said now is said when the line is back.
  say(word) {
    if (this.isOpen) this.#socket.send(JSON.stringify(word))
    else if (this.#waiting.length < MOST_WAITING) this.#waiting.push(word)
  }

  hangUp() { this.say({hang_up: true}) }

  end() {
    this.#over = true
    this.#timers.forEach(clearInterval)
    this.#socket?.close()
  }

  #open() {
    if (this.#over || (this.#socket && this.#socket.readyState <= WebSocket.OPEN)) return
    const mine = this.#socket = new WebSocket(`${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/call-line`)
    mine.addEventListener("open", () => {
      this.#wait = FIRST_WAIT
      this.#heardAt = Date.now()
      mine.send(JSON.stringify({call: this.#call, token: this.#token, after: this.#after}))
      for (const word of this.#waiting.splice(0)) mine.send(JSON.stringify(word))
      this.#tell("open")
    })
    mine.addEventListener("message", event => mine === this.#socket && this.#hear(event.data))
    mine.addEventListener("close", event => mine === this.#socket && this.#lost(event.code))
  }

  #hear(line) {
    this.#heardAt = Date.now()
    const told = JSON.parse(line)
    if (told.signal) {
      this.#after = told.at
      this.#tell("signal", told.signal)
    }
    if (told.state) this.#tell("state", told)
  }

  #lost(code) {
    if (this.#over) return
    this.#tell("lost")
    if (code === NO_PART) {
      this.end()
      this.#tell("state", {state: "ended", outcome: "", by: ""})
      return
    }
    setTimeout(() => this.#open(), this.#wait * (0.5 + Math.random()))
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT)
  }

  #beat() {
    if (!this.isOpen) return
    if (Date.now() - this.#heardAt > SILENT_FOR) this.#socket.close()
    else this.say({here: true})
  }

  #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, {detail})) }
}
