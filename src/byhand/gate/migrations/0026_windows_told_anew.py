"""Of whoever another system reported a sign of life, when we last turned to them is told anew.

It stood empty, or at an earlier moment, since such a report ended it: then they would be written to sooner than they
should. Who was never reported about stands as they should. One statement, as `room.py` tells it.
"""

from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef, Subquery

OF_COLLEAGUES = ("colleague", "import")


def tell_windows(apps: Any, schema_editor: Any) -> None:
    room, touch, life = (apps.get_model("gate", one) for one in ("Room", "Touch", "Life"))
    wish = apps.get_model("people", "Wish")
    whose = {"address__person": OuterRef(OuterRef("pk")), "at__gte": OuterRef("at")}
    word = life.objects.filter(**whose, kind="word")
    by_link = wish.objects.filter(**whose).exclude(door__in=OF_COLLEAGUES)
    theirs = touch.objects.order_by().filter(address__person=OuterRef("pk"))
    silent = theirs.exclude(Exists(word)).exclude(Exists(by_link)).order_by("-at")
    reported = room.objects.filter(Exists(theirs.filter(ended_at__isnull=False)))
    reported.update(last_at=Subquery(silent.values("at")[:1]))


class Migration(migrations.Migration):
    dependencies = [("gate", "0025_the_window_stays"), ("people", "0023_blocked")]

    operations = [migrations.RunPython(tell_windows, migrations.RunPython.noop)]
