"""What moves while somebody looks at it: a copy that is put off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.gate.many.conftest import Press

from byhand.gate.many.winding_up import wind_up
from byhand.gate.models import Copy, Terms


@pytest.mark.django_db
def test_a_copy_that_moves_while_one_looks_whether_all_is_over_is_not_lost(press: Press):
    dispatch = press.release()
    press.gather(dispatch, press.reader(1))
    Copy.objects.update(stage="speaking", claimed_by="another node")

    def put_off_meanwhile(execute, sql, params, many, context):
        """Its server puts it off right behind the first question."""
        answer = execute(sql, params, many, context)
        if "gate_copy" in sql and Copy.objects.in_hand().exists():
            Copy.objects.update(
                stage="waiting", claimed_by="", next_attempt_at=timezone.now() + timedelta(hours=1)
            )
        return answer

    with connection.execute_wrapper(_once(put_off_meanwhile)):
        wind_up(Terms.objects.get())
    assert Copy.objects.get().stage == "waiting" and Terms.objects.get().finished_at is None


def _once(wrapper):
    """So that its own questions are not asked through it."""
    inside = []

    def asking(execute, *asked):
        if inside:
            return execute(*asked)
        inside.append(True)
        try:
            return wrapper(execute, *asked)
        finally:
            inside.pop()

    return asking
