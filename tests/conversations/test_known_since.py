"""Since when somebody is known: since the first letter of ours to them, whenever it was read."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast

from byhand.people.models import Person


@pytest.fixture
def studio(db):
    return cast.studio()


def test_whom_an_old_letter_of_ours_went_to_is_known_since_then(studio):
    old = cast.letter("Here are the tiles.", sender=f"Ana <{cast.STUDIO}>", to="Nora Hale <nora@hale.example>",
                      ago=timedelta(days=400))  # fmt: skip
    cast.comes_in(studio.inbox, old, role="sent")
    since = Person.objects.get(name="Nora Hale").known_since
    assert since and timezone.now() - since > timedelta(days=399)
