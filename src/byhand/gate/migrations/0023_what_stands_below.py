"""What stands below every letter of a broadcast is read, agreed to and sealed with its words."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('gate', '0022_verdicts'),
    ]

    operations = [
        migrations.AddField(
            model_name='terms',
            name='below',
            field=models.TextField(blank=True, help_text="Stands below its author's name in every letter."),
        ),
    ]
