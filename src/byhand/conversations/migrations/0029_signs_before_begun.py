import django.utils.timezone
from django.db import migrations, models


def begin(apps, _schema):
    """What comes from now on is read as it comes; a chore reads what came before."""
    newest = apps.get_model("conversations", "Message").objects.aggregate(newest=models.Max("pk"))["newest"] or 0
    ended_at = None if newest else django.utils.timezone.now()
    apps.get_model("conversations", "SignsBefore").objects.create(pk=1, below=newest + 1, ended_at=ended_at)


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0028_signs_before'),
    ]

    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop, elidable=True),
    ]
