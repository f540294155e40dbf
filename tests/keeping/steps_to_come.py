"""A step of the database that the next Byhand brings: it stands behind the room's own steps for one test."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

STEP = """from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [({room!r}, {newest!r})]
    operations = [migrations.{change}]
"""


def bring(room: str, change: str, folder: Path, monkeypatch: pytest.MonkeyPatch, settings) -> None:
    """`change`: an operation as one writes it, such as `DeleteModel("Lease")`."""
    name = f"steps_of_{room}_to_come"
    place = folder / name
    place.mkdir()
    steps = Path(importlib.import_module(f"byhand.{room}.migrations").__path__[0])
    newest = max(path.stem for path in steps.glob("0*.py") if "_squashed_" not in path.stem)
    (place / "__init__.py").write_text(f"__path__.append({str(steps)!r})\n")
    (place / "9999_to_come.py").write_text(STEP.format(room=room, newest=newest, change=change))
    monkeypatch.syspath_prepend(folder)
    settings.MIGRATION_MODULES = {**settings.MIGRATION_MODULES, room: name}
