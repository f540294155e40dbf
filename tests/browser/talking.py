"""Two browsers that talk: a desk in a process of its own, so that it can be killed while they do."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field

from playwright.sync_api import Page
from tests.servers.machine import wait_until

# What the page does with sound is looked at from outside: every connection it opens is noted.
NOTE_PEERS = """
  window.peers = []
  const Real = RTCPeerConnection
  window.RTCPeerConnection = class extends Real { constructor(...given) { super(...given); window.peers.push(this) } }
"""
HEARD = """async () => {
  const found = {packets: 0, energy: 0, kinds: []}
  const peer = window.peers?.at(-1)
  if (!peer) return found
  const stats = await peer.getStats()
  stats.forEach(one => {
    if (one.type === "inbound-rtp" && one.kind === "audio") {
      found.packets += one.packetsReceived; found.energy += one.totalAudioEnergy ?? 0
    }
    if (one.type === "candidate-pair" && one.nominated) found.kinds.push(stats.get(one.localCandidateId)?.candidateType)
  })
  return found
}"""


@dataclass
class OwnDesk:
    """The desk as `byhand start` runs it."""

    port: int
    environment: dict[str, str]
    process: subprocess.Popen[str] | None = field(default=None)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "byhand.cli", "start", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout and "http" in self.process.stdout.readline()

    def kill(self) -> None:
        """As if the power went."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


def heard(page: Page) -> dict:
    """How much of the other's voice has come: packets, and energy that is not silence."""
    return page.evaluate(HEARD)


def hears_more(page: Page, seconds: float = 20) -> dict:
    """Waits until more of the other's voice comes, and is louder than silence. Raises TimeoutError."""
    before = heard(page)
    now = before

    def more() -> bool:
        nonlocal now
        page.wait_for_timeout(100)
        now = heard(page)
        return now["packets"] > before["packets"] + 20 and now["energy"] > before["energy"]

    wait_until(more, f"No voice came: {before} → {now}", patience=seconds)
    return now
