"""Fills an empty house with help pages: so many articles of four hundred words, half of them in two languages."""

from __future__ import annotations

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tests.bench.words import words  # noqa: E402
from tests.signing_in import sign_in  # noqa: E402

from byhand.channels.models import Inbox  # noqa: E402
from byhand.help.models import Article, Edition, Section  # noqa: E402
from byhand.team.founding import found  # noqa: E402


@transaction.atomic
def fill(articles: int) -> None:
    bea = found(team="Bench", name="Bea Bench", email="bea@bench.example", password="a long enough phrase")
    Inbox.objects.create(kind="practice", name="Inbox", address="inbox@bench.example")
    sections = [Section.objects.begin({"en": f"Section {n}"}, by=bea) for n in range(12)]
    at_the_desk = sign_in(bea)
    for number in range(articles):
        section = sections[number % 12]
        one = Article.objects.begin(f"k{number}", section=section, keeper=bea, every_days=180, by=bea)
        for language in ("en", "de") if number % 2 else ("en",):
            told = "\n\n".join(
                f"## {words(3)}\n\n{words(60)}\n\n- {words(8)}\n- {words(8)}" for _ in range(5)
            )
            title = f"{words(4)} number{number}"
            edition = Edition.objects.save_new(
                one, language, title=title, words=told, slug=f"page-{number}", by=bea
            )
            edition.publish(edition.newest(), by=at_the_desk)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    fill(int(sys.argv[1]))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
