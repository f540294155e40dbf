"""Outreach in the demo: an audience, a list, and a letter to many that Bea wrote and wants a colleague to read.

It is planned and not let go: nobody of the demo sits at the desk, so nothing of it passes the gate.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from byhand.channels.models import Inbox
from byhand.demo.story.cast import EMAIL
from byhand.outreach.models import Asked, Audience, Broadcast, PeopleList
from byhand.outreach.planning import plan_of
from byhand.outreach.rules.open_matter import WAITING, OpenMatter
from byhand.outreach.rules.writable import Writable
from byhand.people.models import Person
from byhand.people.topic import Topic
from byhand.team.user import User

AT_THE_FAIR = ("Ruth Okafor", "Mei Tanaka", "Daniel Okafor", "Hannah Weiss", "Lucien Faure")
ANSWERS_A_DAY = 15
SUBJECT = "Six places at the wheel in January"
WORDS = """Dear {first|friend of the pottery},

the January evenings are fixed: **four Tuesdays from the 12th**, six wheels, clay and one firing included.

- from half past six to nine, tea in between
- beginners are welcome; nobody has ever broken the kiln

Write to me if you would like a place, or if a Tuesday never works for you: I am still thinking about Saturdays.

Bea
"""


def put_outreach(inbox: Inbox, now: datetime) -> None:
    """Once: where somebody made an audience already, everything is left as it is."""
    topic = Topic.objects.filter(name="Workshops").first()
    if topic is None or Audience.objects.exists():
        return
    bea = User.objects.get(email=EMAIL["bea"])
    rules = [Writable(topic=topic.pk), OpenMatter(what=WAITING, is_not=True)]
    audience = Audience.objects.begin("Workshops, and nobody who waits for us", rules, by=bea)
    at_the_fair = Person.objects.standing().filter(name__in=AT_THE_FAIR).values_list("pk", flat=True)
    PeopleList.objects.begin("Met at the autumn fair", by=bea).add(list(at_the_fair), by=bea)
    letter = Broadcast.objects.begin(by=bea, language="en")
    letter.write("en", subject=SUBJECT, body=WORDS)
    leaves_at = (now + timedelta(days=2)).replace(hour=10, minute=0, second=0, microsecond=0)
    letter.describe(
        inbox=inbox, topic=topic, audience=audience, leaves_at=leaves_at, latest_at=None,
        answers_a_day=ANSWERS_A_DAY, is_public=False,
    )  # fmt: skip
    plan = plan_of(Broadcast.objects.get(pk=letter.pk))
    if plan is not None:
        Asked.objects.keep(letter, plan, by=bea)
