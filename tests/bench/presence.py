"""A browser that dies: how long a visitor's chat still names its colleague as at the desk, in real seconds.

Three colleagues sit in real browsers of their own, which are killed at three moments between two beats of the desk.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field

import psutil
from playwright.sync_api import Playwright
from tests.bench.chat import Server, _ask, _row
from tests.bench.house import house
from tests.bench.visiting import free_port
from tests.live.visiting import line_to, new_token
from tests.servers.chromium import FLAGS, running_playwright
from tests.servers.machine import find, needs, wait_until

AWAY_WITHIN = 30.0
BROWSERS, APART = 3, 3.4


@dataclass
class Told:
    """When a visitor's page last stopped naming each colleague, and whom it names now."""

    here: set[str] = field(default_factory=set)
    gone_at: dict[str, float] = field(default_factory=dict)

    def hear(self, names: set[str]) -> None:
        self.gone_at |= dict.fromkeys(self.here - names, time.monotonic())
        self.here = names


def rows(quick: bool) -> list[dict]:
    """In real time, so it is as long for both sizes."""
    with house("sqlite") as environment:
        filled, port = _ask(environment, "fill"), free_port()
        server = Server(environment, port)
        server.start()
        try:
            with running_playwright() as playwright:
                seconds = _measured(playwright, f"http://localhost:{port}", filled)
        finally:
            server.stop()
    name = f"a killed browser: its colleague is away on a visitor’s page, the longest of {BROWSERS}"
    return [_row(name, max(seconds), "s", f"< {AWAY_WITHIN:.0f}", max(seconds) < AWAY_WITHIN)]


def _measured(playwright: Playwright, address: str, filled: dict) -> list[float]:
    told, killed_at = Told(), list[float]()
    browsers = [_sits_down(playwright, address, cookie) for cookie in filled["cookies"][:BROWSERS]]
    with line_to(address) as socket:
        socket.send(json.dumps({"chat": filled["key"], "token": new_token()}))
        threading.Thread(target=_listen, args=[socket, told], daemon=True).start()
        wait_until(lambda: len(told.here) == BROWSERS, "They are not shown as there.", patience=30)
        for processes in browsers:
            for one in processes:
                one.kill()
            killed_at.append(time.monotonic())
            time.sleep(APART)
        wait_until(lambda: not told.here, "Somebody is still shown as there.", patience=90)
    return [gone - killed for gone, killed in zip(sorted(told.gone_at.values()), killed_at, strict=True)]


def _sits_down(playwright: Playwright, address: str, cookie: str) -> list[psutil.Process]:
    """A colleague's browser, before which somebody moves the mouse; gives its processes."""
    before = set(psutil.Process().children(recursive=True))
    program = find("chromium-headless-shell") or needs("chromium", "chromium chromium-headless-shell")
    page = playwright.chromium.launch(executable_path=program, args=[*FLAGS]).new_page()
    page.context.add_cookies([{"name": "byhand_session", "value": cookie, "url": address}])
    page.goto(f"{address}/conversations/")
    page.mouse.move(200, 200)
    page.mouse.click(200, 200)
    return [
        one
        for one in psutil.Process().children(recursive=True)
        if one not in before and "chrom" in one.name()
    ]


def _listen(socket, told: Told) -> None:
    for line in socket:
        if desk := json.loads(line).get("desk"):
            told.hear({one["name"] for one in desk["here"]})


if __name__ == "__main__":
    print(rows(quick=True))
