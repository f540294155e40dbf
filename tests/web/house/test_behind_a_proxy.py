"""What a proxy says is believed only where BYHAND_TRUST_PROXY says so. Asked of the real server."""

import http.client
import json
import os
import subprocess
import sys

import pytest
from tests.servers.machine import free_port, wait_for_port

# The address of the page as the desk sees it, told by a small page in front of the same settings and server.
SERVE = """
import json, os, socket, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "byhand.config.settings"
import django
django.setup()
from byhand.config import serving

def tell(environ, start):
    from django.core.handlers.wsgi import WSGIRequest
    request = WSGIRequest(environ)
    start("200 OK", [("Content-Type", "application/json")])
    return [json.dumps([request.META["REMOTE_ADDR"], request.is_secure(), request.get_host()]).encode()]

serving.pages = tell
listening = socket.socket()
listening.bind(("127.0.0.1", int(sys.argv[1])))
listening.listen()
serving.serve(listening, ready=lambda: None)
"""
SPOOFED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example",
           "Forwarded": "for=203.0.113.9;proto=https;host=evil.example"}  # fmt: skip


@pytest.fixture
def seen(tmp_path):
    """What the desk believes of a visitor who sends these fields."""
    begun = []

    def seen(trust: str) -> list:
        port, log = free_port(), tmp_path / "log"
        own = {"BYHAND_DATA": str(tmp_path / "house"), "BYHAND_DATABASE_URL": "", "BYHAND_TRUST_PROXY": trust,
               "BYHAND_CHORES": "no"}  # fmt: skip
        with log.open("ab") as output:
            begun.append(subprocess.Popen([sys.executable, "-c", SERVE, str(port)], env={**os.environ, **own},
                                          stdout=output, stderr=output))  # fmt: skip
        wait_for_port(port, begun[-1], log)
        asking = http.client.HTTPConnection("127.0.0.1", port)
        asking.request("GET", "/", headers=SPOOFED)
        return json.loads(asking.getresponse().read())

    yield seen
    for process in begun:
        process.terminate()
        process.wait()


def test_a_visitor_who_writes_the_fields_of_a_proxy_is_not_believed(seen):
    address, secure, host = seen("no")
    assert (address, secure) == ("127.0.0.1", False)
    assert host.startswith("127.0.0.1")


def test_a_proxy_is_believed_where_the_setting_says_so(seen):
    assert seen("yes") == ["203.0.113.9", True, "evil.example"]
