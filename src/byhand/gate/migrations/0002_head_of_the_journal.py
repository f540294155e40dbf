from django.db import migrations


def begin(apps, schema_editor):
    apps.get_model("gate", "JournalHead").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    """The journal begins: one head, at nothing."""

    dependencies = [("gate", "0001_initial")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
