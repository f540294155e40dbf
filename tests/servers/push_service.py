"""A push service on this machine, and a browser that listens there: it holds the keys and reads what it is sent."""

from __future__ import annotations

import hashlib
import hmac
import json
import ssl
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.servers.certificate import write_certificate
from tests.servers.machine import ENDS_AT_ONCE


@dataclass
class Posted:
    """One push message as it came: its path, its headers, its sealed body."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Listener:
    """A browser's subscription, with the private key that never leaves it."""

    endpoint: str
    secret: bytes = bytes(range(16))
    private: Any = field(default_factory=lambda: generate_private_key(SECP256R1()))

    @property
    def key(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def read(self, body: bytes) -> dict[str, str]:
        """What the page's worker would be given. Worked out from the RFCs, not from what the product does."""
        salt, size, theirs = body[:16], int.from_bytes(body[16:20], "big"), body[21 : 21 + body[20]]
        assert size >= len(body) - 86 and body[20] == 65
        shared = self.private.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), theirs))
        material = _hkdf(self.secret, shared, b"WebPush: info\0" + self.key + theirs, 32)
        key = _hkdf(salt, material, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _hkdf(salt, material, b"Content-Encoding: nonce\0", 12)
        padded = AESGCM(key).decrypt(nonce, body[86:], None)
        words, mark, padding = padded.rpartition(b"\x02")
        assert mark and not padding.strip(b"\0")
        return json.loads(words)


@dataclass
class PushService:
    """Answers as told by `answers`, a status for each path; 201 otherwise. 0: dribbles and never ends."""

    address: str = ""
    certificate: Path = Path()
    posted: list[Posted] = field(default_factory=list[Posted])
    answers: dict[str, int] = field(default_factory=dict[str, int])

    def listener(self, name: str = "phone") -> Listener:
        return Listener(f"{self.address}/{name}")

    def named_by(self, posted: Posted) -> dict[str, Any]:
        """The claims of the sender (RFC 8292), once their signature is found to be right."""
        scheme, _, rest = posted.headers["authorization"].partition(" ")
        parts = dict(one.strip().split("=", 1) for one in rest.split(","))
        head, claims, signature = parts["t"].split(".")
        raw = _bytes(signature)
        der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        signer = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _bytes(parts["k"]))
        signer.verify(der, f"{head}.{claims}".encode(), ECDSA(SHA256()))
        assert scheme == "vapid" and json.loads(_bytes(head)) == {"typ": "JWT", "alg": "ES256"}
        return json.loads(_bytes(claims)) | {"k": parts["k"]}


@contextmanager
def running_push_service(folder: Path) -> Iterator[PushService]:
    certificate, key = write_certificate(folder)
    service = PushService(certificate=certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    service.address = f"https://localhost:{server.server_address[1]}"
    Thread(target=server.serve_forever, kwargs=ENDS_AT_ONCE, daemon=True).start()
    yield service
    server.shutdown()
    server.server_close()


def _handler(service: PushService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            service.posted.append(Posted(self.path, headers, body))
            status = service.answers.get(self.path, 201)
            if not status:
                self._dribble()
                return
            self.send_response(status)
            if status in (301, 307):
                self.send_header("Location", f"{service.address}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _dribble(self) -> None:
            self.wfile.write(b"HTTP/1.1 201 Created\r\n")
            for _ in range(100):
                time.sleep(0.1)
                try:
                    self.wfile.write(b"X-More: 1\r\n")
                except OSError:
                    return

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    return Handler


def _hkdf(salt: bytes, material: bytes, told: bytes, length: int) -> bytes:
    """RFC 5869, for up to one block."""
    extracted = hmac.digest(salt, material, hashlib.sha256)
    return hmac.digest(extracted, told + b"\x01", hashlib.sha256)[:length]


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
