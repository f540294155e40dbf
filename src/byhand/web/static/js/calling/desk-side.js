// A colleague's side of a call, in its own window: it begins by itself, since “Take it” was pressed. Its keys are the
// desk's: pressing.js presses what names one.

import {microphone} from "./microphone.js"
import {say, Talking} from "./talking.js"

const page = document.getElementById("main"), retry = document.getElementById("retry"), hang = document.getElementById("hang-up")
let talking

async function begin() {
  retry.hidden = true
  const {stream, why} = await microphone()
  if (why) {
    say(why)
    retry.hidden = false
    return
  }
  talking = new Talking({call: page.dataset.call, ice: JSON.parse(page.dataset.ice), stream, polite: true})
  talking.addEventListener("over", () => { hang.disabled = true })
}

retry.addEventListener("click", begin)
hang.addEventListener("click", () => talking?.hangUp())
// Closing the window by a slip would leave somebody talking to nobody.
addEventListener("beforeunload", event => { if (talking?.isTalking) event.preventDefault() })
begin()
