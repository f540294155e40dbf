"""What a test says when the machine lacks a server."""

import pytest
from tests.servers.machine import find, free_port, needs


def test_what_is_missing_skips_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("BYHAND_TEST_ALL", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install kiln-server"):
        needs("kilnd", "kiln-server")


def test_what_is_missing_fails_where_everything_must_be_there(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BYHAND_TEST_ALL", "1")
    with pytest.raises(pytest.fail.Exception, match="apt-get install kiln-server"):
        needs("kilnd", "kiln-server")


def test_programs_outside_the_path_are_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "/usr/bin")
    assert (find("ldconfig") or "").endswith("sbin/ldconfig")


def test_free_ports_lie_below_those_of_outgoing_connections():
    assert all(20000 <= free_port() <= 32000 for _ in range(5))
