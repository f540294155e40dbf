"""The rules of the house, as far as a reader of its source can check them."""

import ast
import re

import pytest
from django.core.management import call_command
from tests.house.source import PACKAGE, ROOT, calls, imported, modules

from byhand.config import environment

NETWORK = {
    "smtplib",
    "aiosmtplib",
    "imaplib",
    "imap_tools",
    "httpcore",
    "httpx",
    "requests",
    "socket",
    "dns",
    "poplib",
    "ftplib",
}
# Beside channels: the socket the desk itself listens on, the virus scanner, push services of browsers, address books.
MAY_LISTEN = {
    "files/clamd.py",
    "cli/listening.py",
    "config/serving.py",
    "pocket/pushing.py",
    "people/carddav/client.py",
}
ORM_WRITES = {
    "save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete",
    "create_user", "select_for_update", "aupdate", "acreate", "asave", "adelete",
}  # fmt: skip


def test_only_channels_speak_to_the_network():
    for path, tree in modules().items():
        if path.parts[0] != "channels" and str(path) not in MAY_LISTEN:
            assert not {name.split(".")[0] for name in imported(tree)} & NETWORK, path


def test_smtp_is_reached_through_the_gate_alone():
    """Only the e-mail adapter imports smtplib, only the gate calls an adapter's `send`."""
    for path, tree in modules().items():
        if any(name.split(".")[0] == "smtplib" for name in imported(tree)):
            assert path.parts[:2] == ("channels", "email"), path
        sends = [
            line for name, line in calls(tree) if name in ("send", "file_sent", "sendmail", "send_message")
        ]
        if sends:
            assert path.parts[0] in ("gate", "channels"), f"{path}:{sends}"


def test_django_mail_and_urllib_are_used_nowhere():
    for path, tree in modules().items():
        names = set(imported(tree))
        assert "urllib.request" not in names, path
        if str(path) != "gate/no_other_way.py":
            assert not any(name.startswith("django.core.mail") for name in names), path


def test_only_replying_and_beginning_release_words():
    callers = {
        str(path) for path, tree in modules().items() if any(name == "release" for name, _ in calls(tree))
    }
    assert callers <= {
        "conversations/replying.py",
        "conversations/beginning.py",
        "conversations/answering.py",
        "outreach/trying.py",  # to nobody but its author
    }


def test_only_outreach_releases_broadcasts():
    callers = {
        path
        for path, tree in modules().items()
        if any(name == "release_broadcast" for name, _ in calls(tree))
    }
    assert all(path.parts[0] == "outreach" for path in callers), callers


def test_only_the_middleware_makes_a_sign_in():
    callers = {
        str(path)
        for path, tree in modules().items()
        if any(name == "from_cookie" for name, _ in calls(tree)) or _constructs(tree, "SignIn")
    }
    assert callers <= {"web/middleware.py", "team/signin.py"}


def test_no_page_writes_the_database():
    for path, tree in modules("web").items():
        wrong = [f"{name}:{line}" for name, line in calls(tree) if name in ORM_WRITES]
        assert not wrong, f"{path}: {wrong}"
        assert not any("transaction" in name for name in imported(tree)), path
        assert not any(_updates_rows(node) for node in ast.walk(tree)), path


def test_no_signals_no_save_overrides_no_generic_keys():
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and _is_model(node):
                assert "save" not in {one.name for one in node.body if isinstance(one, ast.FunctionDef)}, path
        names = " ".join(imported(tree))
        assert "GenericForeignKey" not in names, path
        if "django.dispatch" in names or "models.signals" in names:
            # Guards and the indexes of words are put in place after every migrate; nothing else listens.
            assert str(path) in {"gate/apps.py", "conversations/apps.py", "help/apps.py"}, path
            assert "models.signals.post_migrate" in names and "django.dispatch" not in names, path


def test_every_setting_is_documented():
    told = (ROOT / "docs" / "settings.md").read_text()
    for setting in environment.ALL:
        assert f"`{setting.name}`" in told, setting.name
    assert set(re.findall(r"`(BYHAND_\w+)`", told)) == {setting.name for setting in environment.ALL}


def test_nothing_but_one_file_reads_the_environment():
    # These hand an environment to processes of their own.
    own_children = ("kit/guarded.py", "audit/piece_reading.py", "audit/spark/session.py")
    for path, tree in modules().items():
        if str(path) in ("config/environment.py", "cli/house.py", "config/wsgi.py", *own_children):
            continue
        names = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not names & {"os.environ", "os.getenv"}, path


def test_the_map_names_every_folder():
    told = (ROOT / "docs" / "map.md").read_text()
    rooms = [path for path in PACKAGE.iterdir() if path.is_dir() and any(path.rglob("*.py"))]
    for room in rooms:
        if room.name not in ("__pycache__", "locale"):
            assert f"`{room.name}/`" in told, room.name


def test_long_files_say_why():
    for path in PACKAGE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        if text.count("\n") > 250:
            assert re.search(r"# Long because|Long because", text), path


def test_no_path_or_address_of_a_workplace_is_committed():
    for path in (
        *PACKAGE.rglob("*.py"),
        *(ROOT / "docs").glob("*.md"),
        *ROOT.glob("*.md"),
        *ROOT.glob("requirements/*"),
    ):
        text = path.read_text()
        assert not re.search(r"/work/|/root/|pypi\.org|registry\.npmjs", text), path


def _constructs(tree: ast.Module, name: str) -> bool:
    return any(isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
               for node in ast.walk(tree))  # fmt: skip


def _is_model(node: ast.ClassDef) -> bool:
    return any("models.Model" in ast.unparse(base) for base in node.bases)


def _updates_rows(node: ast.AST) -> bool:
    """`.objects….update(…)`: a query that writes. A dict's own `update` is none."""
    if not (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update"
    ):
        return False
    return ".objects" in ast.unparse(node.func) or ".filter(" in ast.unparse(node.func)


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_no_file_is_half_merged():
    """A page renders whatever it is given, marks of an unresolved merge, too."""
    for path in (
        *PACKAGE.rglob("*.html"),
        *PACKAGE.rglob("*.css"),
        *PACKAGE.rglob("*.js"),
        *(ROOT / "docs").glob("*.md"),
    ):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if line.startswith(("<<<<<<< ", ">>>>>>> "))], path
