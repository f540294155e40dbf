import django.utils.timezone
from django.db import migrations, models

OLD = "conversations_message_words"


def clear_the_old_index(apps, schema_editor):
    """The index of messages alone; the one of `conversations/words.py` is made after every migrate."""
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {OLD}_{event}")
        schema_editor.execute(f"DROP TABLE IF EXISTS {OLD}")
    else:
        schema_editor.execute("ALTER TABLE conversations_message DROP COLUMN IF EXISTS words")


class Migration(migrations.Migration):
    """The text of files has a place, and one index holds all that was said."""

    dependencies = [("conversations", "0007_privacy")]
    operations = [
        migrations.CreateModel(
            name="FileText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("text", models.TextField(blank=True)),
                ("trouble", models.TextField(blank=True, help_text="Why it could not be read, as a sentence.")),
                ("read_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddIndex(
            model_name="attachment", index=models.Index(fields=["sha256"], name="attachment_sha256")
        ),
        migrations.RunPython(clear_the_old_index, migrations.RunPython.noop),
    ]
