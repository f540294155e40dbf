"""Who may be written to about what now, told once from all the evidence there is."""

from __future__ import annotations

from django.db import migrations

# A later withdrawal of it; of what a colleague noted any withdrawal (`ConsentQuerySet.standing`).
_TAKEN_BACK = """EXISTS (SELECT 1 FROM people_consent w WHERE w.kind = 'withdrawn' AND w.address_id = c.address_id
    AND (w.topic_id IS NULL OR w.topic_id = c.topic_id) AND w.channel IN ('', c.channel)
    AND (w.id > c.id OR c.door IN ('colleague', 'import')))"""
_AGAINST_IT = """EXISTS (SELECT 1 FROM people_wish l JOIN people_address o ON o.id = l.address_id
    WHERE o.person_id = a.person_id
    AND NOT EXISTS (SELECT 1 FROM people_wish n WHERE n.address_id = l.address_id AND n.id > l.id)
    AND (l.stopped_at IS NOT NULL OR CAST(l.not_by AS TEXT) LIKE '%%"' || c.channel || '"%%'))"""
_TELL = f"""INSERT INTO people_standing (person_id, address_id, channel, topic_id, since)
    SELECT a.person_id, c.address_id, c.channel, c.topic_id, MAX(c.said_at)
    FROM people_consent c JOIN people_address a ON a.id = c.address_id
    WHERE c.kind IN ('given', 'confirmed') AND NOT {_TAKEN_BACK} AND NOT {_AGAINST_IT}
    GROUP BY a.person_id, c.address_id, c.channel, c.topic_id"""


class Migration(migrations.Migration):
    dependencies = [("people", "0017_standing")]

    operations = [migrations.RunSQL([(_TELL, [])], migrations.RunSQL.noop)]
