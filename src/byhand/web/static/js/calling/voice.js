// Two voices meet: one RTCPeerConnection, agreed on by “perfect negotiation” (W3C WebRTC 1.0, 10.7) with trickled
// candidates, mended by an ICE restart. Each page has a name: whoever comes back with a new one is met anew.

const MEND_AFTER = 2500

export class Voice extends EventTarget {
  #me = crypto.randomUUID(); #other; #peer; #making = false; #ignoring = false; #chain = Promise.resolve()
  #ice; #polite; #stream; #say; #timer; #state = ""

  constructor({ice, polite, stream, say}) {
    super()
    this.#ice = ice
    this.#polite = polite
    this.#stream = stream
    this.#say = say
    say({from: this.#me, hello: true})
  }

  get peer() { return this.#peer }
  get state() { return this.#state }

  mute(yes) { for (const track of this.#stream.getAudioTracks()) track.enabled = !yes }

  // One after the other, in the order in which they were said.
  hear(signal) {
    this.#chain = this.#chain.then(() => this.#take(signal)).catch(error => console.warn("signal", error))
  }

  // The line to the desk is back: what was said while it was cut may be lost.
  mend() {
    if (this.#peer && this.#state !== "talking") this.#peer.restartIce()
    else if (!this.#peer) this.#say({from: this.#me, hello: true})
  }

  end() {
    clearTimeout(this.#timer)
    this.#peer?.close()
    for (const track of this.#stream.getTracks()) track.stop()
  }

  async #take(signal) {
    if (signal.hello && signal.from !== this.#other) return this.#meet(signal.from)
    if (signal.to !== this.#me) return
    if (signal.from !== this.#other) this.#meet(signal.from)
    const peer = this.#peer
    if (signal.description) {
      const collides = signal.description.type === "offer" && (this.#making || peer.signalingState !== "stable")
      this.#ignoring = !this.#polite && collides
      if (this.#ignoring) return
      await peer.setRemoteDescription(signal.description)
      if (signal.description.type === "offer") {
        await peer.setLocalDescription()
        this.#tellOther({description: peer.localDescription})
      }
    } else if (signal.candidate) {
      try { await peer.addIceCandidate(signal.candidate) } catch (error) { if (!this.#ignoring) throw error }
    }
  }

  #meet(other) {
    this.#peer?.close()
    this.#other = other
    this.#making = this.#ignoring = false
    const peer = this.#peer = new RTCPeerConnection({...this.#ice, bundlePolicy: "max-bundle"})
    peer.onnegotiationneeded = async () => {
      this.#making = true
      try {
        await peer.setLocalDescription()
        if (peer === this.#peer) this.#tellOther({description: peer.localDescription})
      } finally {
        this.#making = false
      }
    }
    peer.onicecandidate = ({candidate}) => candidate && peer === this.#peer && this.#tellOther({candidate})
    peer.ontrack = ({track, streams}) => this.#tell("voice", streams[0] ?? new MediaStream([track]))
    peer.onconnectionstatechange = () => peer === this.#peer && this.#stands(peer)
    this.#become("connecting")
    for (const track of this.#stream.getTracks()) peer.addTrack(track, this.#stream)
  }

  #stands(peer) {
    clearTimeout(this.#timer)
    const state = peer.connectionState
    if (state === "connected") this.#become("talking")
    if (state === "failed") { this.#become("broken"); peer.restartIce() }
    if (state === "disconnected") {
      this.#become("broken")
      this.#timer = setTimeout(() => peer === this.#peer && peer.connectionState === "disconnected" && peer.restartIce(), MEND_AFTER)
    }
  }

  #tellOther(part) { this.#say({from: this.#me, to: this.#other, ...part}) }
  #become(state) { this.#state = state; this.#tell("state", state) }
  #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, {detail})) }
}
