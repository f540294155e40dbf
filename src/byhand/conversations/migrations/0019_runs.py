"""The index of runs, made by hand: Django makes no table without a row number, and a row here is eight bytes."""

from django.db import migrations, models

MAKE = (
    "CREATE TABLE conversations_run (fingerprint integer NOT NULL, message integer NOT NULL, "
    "PRIMARY KEY (fingerprint, message))"
)


def make(apps, schema_editor):
    schema_editor.execute(MAKE + (" WITHOUT ROWID" if schema_editor.connection.vendor == "sqlite" else ""))


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE conversations_run")


def begin(apps, schema_editor):
    """What is written from now on is noted as it is written; a chore reads what was written before."""
    newest = apps.get_model("conversations", "Message").objects.aggregate(newest=models.Max("pk"))["newest"] or 0
    apps.get_model("conversations", "Filling").objects.create(pk=1, below=newest + 1)


class Migration(migrations.Migration):

    dependencies = [("conversations", "0018_saved_views")]

    operations = [
        migrations.CreateModel(
            name="Filling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("below", models.BigIntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="filling_is_one")],
            },
        ),
        migrations.RunPython(make, drop),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
