"""Whoever had an organisation on the card has a stay there; of one who was merged it is theirs by right, and goes along."""

from typing import Any

from django.db import migrations

NOUN = "people.stay"


def note_stays(apps: Any, schema_editor: Any) -> None:
    person, stay, home = (apps.get_model("people", noun) for noun in ("Person", "Stay", "Home"))
    for one in person.objects.exclude(organisation=None, own_card=None).iterator(2000):
        # While others are merged into them, their card may show what is another's.
        firm = one.own_card.get("organisation_id") if one.own_card else one.organisation_id
        if firm is None:
            continue
        row = stay.objects.create(person_id=one.merged_into_id or one.pk, organisation_id=firm, noted_at=one.made_at)
        if one.merged_into_id or one.own_card:
            home.objects.create(noun=NOUN, row=row.pk, person_id=one.pk)
    person.objects.filter(merged_into__isnull=False).update(organisation=None)


class Migration(migrations.Migration):
    dependencies = [("people", "0009_stays")]

    operations = [migrations.RunPython(note_stays, migrations.RunPython.noop)]
