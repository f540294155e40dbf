"""A colleague's browser, as far as a measurement needs one."""

from __future__ import annotations

import http.client
import re
import socket
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Desk:
    """One kept-alive line to the desk, signed in by a session's cookie."""

    def __init__(
        self, port: int, cookie: str, links: Sequence[str] = (), *, name: str = "byhand_session"
    ) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies = {name: cookie}
        self.links = list(links)

    def get(self, path: str) -> str:
        """The page, asked for once more if the server had closed the line meanwhile. AssertionError if it is none."""
        try:
            status, body = self._ask("GET", path)
        except http.client.RemoteDisconnected:
            self._line.close()
            status, body = self._ask("GET", path)
        assert status == 200, (path, status, body[:300])
        return body

    def post(self, path: str, words: dict[str, str]) -> None:
        """Sends a form; the desk must lead back to a page."""
        status, body = self._ask(
            "POST", path, urlencode(words), {"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert status == 302, (path, status, _refusal(body))

    def note(self, link: str) -> Callable[[], None]:
        """Opens a conversation; gives the act that says something to the team there."""
        page = self.get(link)
        token = TOKEN.search(page)
        assert token, page[:300]
        words = {
            "csrfmiddlewaretoken": token[1],
            "note": "1",
            "body": "Fourteen fit.",
            "to": "",
            "subject": "",
        }
        return lambda: self.post(f"{link}write/", words)

    def conversations(self) -> list[str]:
        """Conversations named on the first pages of “all”."""
        page = self.get("/conversations/?list=all&rows=400")
        found = sorted(set(re.findall(r'href="(/conversations/[\w-]{8,}/)', page)))
        assert len(found) > 10, page[:2000]
        return found

    def search(self, words: str) -> str:
        """What the search finds."""
        return self.get(f"/search/?{urlencode({'q': words})}")

    def _ask(
        self, verb: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._line.request(verb, path, body or None, {"Cookie": cookies} | (headers or {}))
        answer = self._line.getresponse()
        for set_cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = set_cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.read().decode()


def _refusal(page: str) -> str:
    found = re.search(r'id="refusal">.*?<span>(.*?)</span>', page, re.DOTALL)
    return found[1] if found else page[:300]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, path: str) -> None:
    """Until a page is answered there. Raises TimeoutError after ten seconds."""
    for _ in range(100):
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", path)
            line.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("nobody answered")
