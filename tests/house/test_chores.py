"""Law 2: chores do the chores. Run with a gate that raises on release, every one of them still does its work."""

import pytest

from byhand.config.chores import CHORES
from byhand.gate.dispatch import DispatchQuerySet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("chore", CHORES, ids=lambda chore: chore.name)
def test_no_chore_lets_words_out(chore, monkeypatch):
    released = []
    monkeypatch.setattr(DispatchQuerySet, "release", lambda *a, **k: released.append(a) or 1 / 0)
    assert isinstance(chore.run(), str)
    assert not released


def test_every_chore_says_in_words_what_it_is():
    for chore in CHORES:
        assert str(chore.title)[0].isupper()
        assert len(str(chore.title).split()) > 3
    assert len({chore.name for chore in CHORES}) == len(CHORES)
