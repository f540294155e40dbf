"""The steps of the database: a house that grew through all of them has the tables of one that begins today."""

from __future__ import annotations

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader


def test_a_house_that_begins_today_is_built_like_one_that_grew():
    today = MigrationLoader(None).project_state()
    grown = MigrationLoader(None, replace_migrations=False)
    for name in [name for name, step in grown.disk_migrations.items() if step.replaces]:
        del grown.disk_migrations[name]
    grown.load_disk = lambda: None  # what is left of it
    grown.build_graph()
    was = grown.project_state()
    assert set(was.models) == set(today.models)
    assert MigrationAutodetector(was, today)._detect_changes() == {}
    assert MigrationAutodetector(today, was)._detect_changes() == {}
    for name, model in today.models.items():
        assert list(model.fields) == list(was.models[name].fields), name
