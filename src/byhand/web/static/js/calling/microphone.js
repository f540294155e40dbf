// The microphone, asked for only after a press. Gives the stream, or the name of the sentence that says why not.

const WISHES = {audio: {echoCancellation: true, noiseSuppression: true, autoGainControl: true}}

export async function microphone() {
  if (!navigator.mediaDevices) return {why: isSecureContext ? "absent" : "insecure"}
  try {
    return {stream: await navigator.mediaDevices.getUserMedia(WISHES)}
  } catch (error) {
    return {why: ["NotFoundError", "OverconstrainedError"].includes(error.name) ? "absent" : "denied"}
  }
}
