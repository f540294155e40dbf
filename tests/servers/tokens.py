"""A stand-in for the sign-in servers of Google and Microsoft: it hands out and judges access tokens.

`/token` answers a refresh (RFC 6749, section 6), `/introspect` says whose token it is (RFC 7662); the
latter is what Dovecot asks when a program signs in by XOAUTH2.
"""

import json
import secrets
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs


@dataclass
class Tokens:
    """Who was granted what. `seconds` is how long the next access tokens say they last."""

    seconds: int = 3600
    refreshes: dict[str, str] = field(default_factory=dict[str, str])
    accesses: dict[str, str] = field(default_factory=dict[str, str])
    url: str = ""

    @property
    def token_url(self) -> str:
        return f"{self.url}/token"

    @property
    def introspection_url(self) -> str:
        return f"{self.url}/introspect"

    def grant(self, address: str) -> str:
        """A refresh token for this address, as if its owner had just agreed."""
        return self.remember(self.refreshes, address)

    def issue(self, address: str) -> str:
        """An access token for this address."""
        return self.remember(self.accesses, address)

    def expire(self, address: str) -> None:
        """Let every access token of this address be too old; a refresh brings a new one."""
        self.accesses = {token: owner for token, owner in self.accesses.items() if owner != address}

    def revoke(self, address: str) -> None:
        """Take back what was agreed: no token of this address is worth anything any more."""
        self.expire(address)
        self.refreshes = {token: owner for token, owner in self.refreshes.items() if owner != address}

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        if path == "/introspect":
            owner = self.accesses.get(form.get("token", ""))
            return 200, {"active": owner is not None, "email": owner or ""}
        owner = self.refreshes.get(form.get("refresh_token", ""))
        if path != "/token" or form.get("grant_type") != "refresh_token" or owner is None:
            return 400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
        return 200, {"access_token": self.issue(owner), "token_type": "Bearer", "expires_in": self.seconds}

    @staticmethod
    def remember(tokens: dict[str, str], address: str) -> str:
        token = secrets.token_urlsafe(24)
        tokens[token] = address
        return token


def start_tokens() -> tuple[Tokens, ThreadingHTTPServer]:
    """Serve a fresh desk of tokens on a free port; end it by the server's `shutdown()`."""
    tokens = Tokens()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            status, answer = tokens.answer(
                self.path, {key: values[0] for key, values in parse_qs(body).items()}
            )
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    tokens.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True, name="tokens").start()
    return tokens, server
