"""An upgrade keeps a copy of what was, so that one can go back; what a restore leaves in doubt is not sent again."""

import pytest
from django.utils import timezone
from tests.cast import answer, conversation_with
from tests.keeping import looking
from tests.keeping.steps_to_come import bring

from byhand.cli.preparing import doubt_what_was_due, migrate
from byhand.cli.saying import Problem
from byhand.conversations.words import SAID
from byhand.gate.leaving import Stage
from byhand.gate.models import Delivery
from byhand.keeping import before_upgrade, restored
from byhand.keeping.packing import CannotKeep
from byhand.search.terms import Phrase, Term

GLAZED = 'AddField("message", "glazed", models.CharField(max_length=9, null=True, default="no"))'
KILN = 'CreateModel("Kiln", [("id", models.BigAutoField(primary_key=True))])'


@pytest.fixture
def older(here, pottery, tmp_path, monkeypatch, settings):
    """The same house before a step of its work that is to come."""
    bring("work", KILN, tmp_path, monkeypatch, settings)
    return here


def _copies(machine):
    return sorted((machine.folder / "backups").glob("before-upgrade-*.tar"))


def test_an_upgrade_goes_back_to_what_was(older, elsewhere):
    before = looking.rows(older)
    migrate()
    assert "work_kiln" in looking.rows(older)
    (copy,) = _copies(older)
    done = elsewhere.byhand("restore", str(copy), "--files", str(older.folder / "files"))
    assert (done.returncode, done.stderr) == (0, "")
    assert looking.rows(elsewhere) == before
    assert looking.files(elsewhere) == looking.files(older)


def test_tables_that_the_index_of_words_reads_are_rebuilt_under_it(
    here, pottery, tmp_path, monkeypatch, settings
):
    """As people's addresses once were: a house with letters in it could not be upgraded."""
    bring("conversations", GLAZED, tmp_path, monkeypatch, settings)
    before = SAID.walk((Term((Phrase(("lid",)),)),))
    found = [key for portion in before for key in portion]
    migrate()
    conversation_with(pottery.inbox, "One more lid.")
    after = [key for portion in SAID.walk((Term((Phrase(("lid",)),)),)) for key in portion]
    assert set(found) < set(after)


def test_the_copy_needs_the_files_named(older, elsewhere):
    migrate()
    done = elsewhere.byhand("restore", str(_copies(older)[0]))
    assert "--files" in done.stderr
    assert not elsewhere.folder.exists()


def test_a_house_that_is_up_to_date_is_not_copied(here, pottery):
    migrate()
    assert _copies(here) == []


def test_the_newest_three_copies_stay(here, pottery):
    made = [before_upgrade.keep_before_upgrade().path for _ in range(5)]
    assert _copies(here) == made[-3:]


def test_without_a_copy_nothing_is_changed(older, monkeypatch):
    def full(_target):
        raise CannotKeep("The disk is full.")

    monkeypatch.setattr(before_upgrade, "back_up_without_files", full)
    before = looking.rows(older)
    with pytest.raises(Problem, match="The disk is full"):
        migrate()
    assert looking.rows(older) == before


def test_a_house_that_a_newer_byhand_used_is_not_opened(here, pottery):
    ask = (
        "from django.db.migrations.recorder import MigrationRecorder as R; from django.db import connection; "
    )
    here.byhand(
        "manage", "shell", "-v0", "-c", ask + "R(connection).record_applied('team', '9999_from_the_future')"
    )
    with pytest.raises(Problem, match="newer Byhand"):
        migrate()


def test_what_may_have_left_since_the_backup_waits_for_a_person(pottery):
    conversation = conversation_with(pottery.inbox, "Is the lid there?", subject="Lid")
    due, later = (answer(conversation, words, by=pottery.ana) for words in ("It is.", "Look on Friday."))
    Delivery.objects.filter(dispatch=due.dispatch).update(next_attempt_at=timezone.now())
    restored.note(timezone.now().isoformat())
    doubt_what_was_due()
    assert Delivery.objects.get(dispatch=due.dispatch).stage == Stage.PERHAPS
    assert Delivery.objects.get(dispatch=later.dispatch).stage == Stage.WAITING
    Delivery.objects.filter(dispatch=later.dispatch).update(next_attempt_at=timezone.now())
    doubt_what_was_due()  # said once
    assert Delivery.objects.get(dispatch=later.dispatch).stage == Stage.WAITING
