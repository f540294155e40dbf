"""What every test stands on: a data folder of its own and one of the two databases.

BYHAND_TEST_DATABASE=postgresql runs the same tests on PostgreSQL; the server is started here and ended here.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.utils import translation
from tests.servers.machine import quick_place

# Whichever of these a test stands on, it stands on the database.
DATABASES = {"db", "transactional_db", "fresh_house"}

pytest_plugins = ["tests.servers.plugin", "tests.sharing", "tests.template", "tests.fresh"]


def _compiled_once() -> None:
    """What one process has compiled the others read, apart from the sources.

    The tests begin some hundred; where Python may keep nothing, compiling is two of the three seconds of each start.
    """
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(Path(sys.prefix) / "compiled")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


def _own_data_folder() -> None:
    folder = Path(tempfile.mkdtemp(prefix="byhand-test-", dir=quick_place()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["BYHAND_DATA"] = str(folder)
    os.environ.setdefault("BYHAND_TEST_TEMPLATE", str(folder))  # workers inherit the first process's


def _own_postgresql() -> None:
    """Started once, by the process that hands out the tests; its workers inherit the address."""
    if os.environ.get("BYHAND_TEST_DATABASE") != "postgresql" or os.environ.get("BYHAND_DATABASE_URL"):
        return
    from tests.servers.postgres import start_postgres

    folder = Path(tempfile.mkdtemp(prefix="byhand-test-pg-", dir=quick_place()))
    server = start_postgres(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.stop)
    os.environ["BYHAND_DATABASE_URL"] = server.url
    os.environ["BYHAND_TEST_TEMPLATE"] = str(folder)  # what is made on it ends with it


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Workers must not inherit this: they would read the settings before this file gives them a folder."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Minutes before seconds: what takes longest must not be what everyone waits for at the end.

    On PostgreSQL only what touches the database: to anything else it is the same test again.
    """
    items.sort(key=lambda item: "slow" not in item.keywords)
    if os.environ.get("BYHAND_TEST_DATABASE") == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if not _touches_the_database(item)])
        items[:] = filter(_touches_the_database, items)


def pytest_runtest_setup() -> None:
    """Each test begins in the language of the house: whoever answered a visitor left theirs to the thread."""
    translation.deactivate()


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking for rubbish in it again and again takes an eighth of the time."""
    gc.collect()
    gc.freeze()


def _touches_the_database(item: pytest.Item) -> bool:
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return item.get_closest_marker("django_db") is not None or not DATABASES.isdisjoint(fixtures)


os.environ["DJANGO_SETTINGS_MODULE"] = "byhand.config.settings"
os.environ.setdefault("BYHAND_LOG_LEVEL", "ERROR")
_compiled_once()
_own_data_folder()
_own_postgresql()
django.setup()
# Argon2 takes a twentieth of a second on purpose; the tests of passwords put it back.
settings.PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")
