"""Insight shows what was worked out, each reader as much as they may see, and works out nothing itself."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from django.utils import timezone
from tests import cast
from tests.insight import past
from tests.web.conftest import client_of

from byhand.audit.rates import Rate
from byhand.audit.report import Tie
from byhand.audit.writing import to_json
from byhand.audit.written import from_json
from byhand.conversations.models import Conversation, Message
from byhand.insight.figures import Figures
from byhand.insight.working import work_out
from byhand.team.models import User
from byhand.web.views import insight


@pytest.fixture
def studio(db):
    return cast.studio()


@pytest.fixture
def worked_out(studio) -> Figures:
    """Half a year of letters and the figures of it."""
    past.half_a_year(studio)
    Figures.objects.ask(by=None)
    work_out(Figures.objects.get().pk)
    return Figures.objects.get()


def seen_by(user: User) -> str:
    return words_of(client_of(user).get("/insight/"))


def words_of(answer) -> str:
    return html.unescape(answer.content.decode())


def test_advice_stands_first_and_every_figure_says_how_sure_it_is(studio, worked_out):
    page = seen_by(studio.tomas)
    assert page.index("What to do first") < page.index("What we send")
    assert "20 people asked something and never heard from a person." in page
    assert "8 people got the sentence “Thank you for writing" in page
    assert "50\u00a0%" in page and "35\u00a0% to 65\u00a0%, of 40" in page
    assert "Cannot tell yet" in page and "8 are too few" in page
    assert "from 68 letters with 44 people" in page


def test_every_chart_has_its_table(studio, worked_out):
    page = seen_by(studio.ana)
    assert "<figure" in page
    for table in ("Letters by month", "Answers by working hours", "Answers by letter"):
        assert f'aria-label="{table}"' in page


def test_nothing_is_said_of_one_colleague_to_another(studio, worked_out):
    """Law 6. Ana writes with forty people and Tomas with one: neither reads of the other, the owner no more."""
    about_ana = with_ties(worked_out, colleague="Ana Moreau <ana@kilnlane.example>")
    assert "Those you know best, for you alone" in seen_by(studio.ana)
    page = seen_by(studio.tomas)
    assert "Those you know best" not in page
    main = page[page.index("<main") :]
    assert "Ana Moreau" not in main and "ana@kilnlane" not in main
    with_ties(about_ana, colleague="Tomas Brandt <tomas@kilnlane.example>")
    main = seen_by(studio.ana).partition("<main")[2]
    assert "Tomas" not in main and "Those you know best" not in main
    saved = words_of(client_of(studio.ana).get("/insight/report/"))
    assert "Tomas" not in saved and "Ana Moreau" not in saved


def with_ties(figures: Figures, colleague: str) -> Figures:
    """As if so many letters had been exchanged that somebody hangs on that colleague."""
    report = from_json(figures.report)
    somebody = report.unanswered.questions[0].person
    tie = Tie(somebody, colleague, 3.0, 0.9, 1.0, 1, "2026-04-01", 3.0, 20.0, True, False)
    Figures.objects.update(report=to_json(replace(report, ties=(tie,), hanging_found=1)))
    return Figures.objects.get()


def test_figures_of_a_version_before_are_not_shown_and_break_nothing(studio, worked_out):
    Figures.objects.update(report='{"version": 0}')
    page = seen_by(studio.ana)
    assert "New figures come tonight." in page and "Work it out now" in page
    assert client_of(studio.ana).get("/insight/report/")["Location"] == "/insight/"


def test_letters_and_people_are_shown_to_those_who_may_open_them(studio, worked_out):
    question = Conversation.objects.get(subject="Order 39")
    place = f"/conversations/{question.public_id}/#m{question.messages.get().pk}"
    assert place in seen_by(studio.tomas) and "Ada 39" in seen_by(studio.tomas)
    question.make_private(among=[], by=studio.ana)
    assert place in seen_by(studio.ana)
    page = seen_by(studio.tomas)
    assert place not in page and "Ada 39" not in page and "order 39" not in page
    assert "35\u00a0% to 65\u00a0%, of 40" in page, "a figure over all stays"


def test_a_reader_who_belongs_to_no_inbox_sees_figures_alone(studio, worked_out):
    studio.inbox.is_team_wide = False
    studio.inbox.save(update_fields=["is_team_wide"])
    studio.inbox.members.add(studio.ana)
    page = seen_by(studio.tomas)
    assert "20 people asked something" in page and "8 people got the sentence “…”" in page
    assert "Said in conversations you do not see." in page
    assert "Ada" not in page and "Thank you for writing" not in page and "/#m" not in page


def test_the_page_that_is_saved_shows_what_its_owner_may_see(studio, worked_out):
    Conversation.objects.get(subject="Order 39").make_private(among=[], by=studio.tomas)
    answer = client_of(studio.ana).get("/insight/report/")
    page = words_of(answer)
    assert answer["Content-Disposition"].startswith('attachment; filename="insight-')
    assert "What our mail says about us" in page and "<svg" in page
    assert "Ada 38" in page and "Ada 39" not in page


def test_it_can_be_saved_without_names(studio, worked_out):
    page = words_of(client_of(studio.ana).get("/insight/report/?masked=yes"))
    assert "Person 1" in page and "Ada" not in page and "customers" not in page


def test_it_is_saved_by_owners_alone_and_not_before_there_is_one(studio):
    assert client_of(studio.tomas).get("/insight/report/").status_code == 403
    assert client_of(studio.ana).get("/insight/report/")["Location"] == "/insight/"


def test_before_the_first_night(studio):
    assert "Nothing was said here yet." in seen_by(studio.tomas)
    cast.conversation_with(studio.inbox)
    page = seen_by(studio.tomas)
    assert "The first figures come tonight." in page and "Work it out now" in page


def test_whoever_asks_is_told_that_they_are_coming(studio):
    cast.conversation_with(studio.inbox)
    browser = client_of(studio.tomas)
    assert browser.post("/insight/ask/", follow=True).status_code == 200
    assert browser.post("/insight/ask/").status_code == 302, "asking twice is asking once"
    assert Figures.objects.get().asked_by == studio.tomas
    page = words_of(browser.get("/insight/"))
    assert (
        "begun within seconds" in page and "Work it out now" not in page and 'hx-trigger="every 3s"' in page
    )
    Figures.objects.update(begun_at=timezone.now(), begun_by="elsewhere:1:x")
    part = words_of(browser.get("/insight/", headers={"HX-Request": "true", "HX-Target": "insight"}))
    assert "being worked out" in part and "<html" not in part


def test_what_went_wrong_is_said_above_the_figures_before(studio, worked_out):
    Figures.objects.ask(by=studio.ana)
    Figures.objects.unfinished().get().fail("OSError: <b>no space</b>.")
    answer = client_of(studio.ana).get("/insight/")
    page = answer.content.decode()
    assert "did not come out" in page and "&lt;b&gt;no space" in page and "<b>no space" not in page
    assert "20 people asked something" in page and "Work it out now" in page


def test_nulls_are_shown(studio, worked_out):
    report = from_json(worked_out.report)
    nothing = replace(report, own_words=Rate(0.01, -0.2, 0.22, 44))
    Figures.objects.update(report=to_json(nothing))
    assert "no difference shown (−20 to +22 points)" in seen_by(studio.ana)


def test_a_server_without_the_engine_says_how_to_add_it(studio, worked_out, monkeypatch):
    monkeypatch.setattr(insight, "can_be_worked_out", lambda: False)
    page = seen_by(studio.ana)
    assert "pip install 'byhand[audit]'" in page and "Work it out now" not in page
    assert "20 people asked something" in page, "what was worked out before stays"


def test_without_what_draws_the_tables_stay_and_stand_open(studio, worked_out, monkeypatch):
    monkeypatch.setattr(insight, "can_be_drawn", lambda: False)
    Figures.objects.update(drawings="{}")
    page = seen_by(studio.ana)
    assert "The charts need Altair and vl-convert" in page and "<figure" not in page
    assert 'aria-label="Letters by month"' in page


def test_hostile_words_stay_words(studio, worked_out):
    Message.objects.filter(conversation__subject="Order 39").update(new_text="Why? <script>alert(1)</script>")
    Figures.objects.ask(by=None)
    work_out(Figures.objects.unfinished().get().pk)
    page = client_of(studio.ana).get("/insight/").content.decode()
    assert "&lt;script&gt;alert" in page and "<script>alert" not in page


def test_no_page_holds_a_style_of_its_own(studio, worked_out):
    page = client_of(studio.ana).get("/insight/").content.decode()
    assert " style=" not in page and "<style" not in page and not re.search(r"<script(?! src=)", page)


def test_it_costs_the_same_however_much_is_said(studio, worked_out, django_assert_num_queries):
    browser = client_of(studio.ana)
    browser.get("/insight/")
    with django_assert_num_queries(6):
        browser.get("/insight/")
