"""What goes between us and each person, and the cadence a colleague sets."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def begin(apps, schema_editor):
    """What is written from now on is counted as it is written; a chore counts what was written before."""
    newest = apps.get_model("people", "Person").objects.aggregate(newest=models.Max("pk"))["newest"] or 0
    ended_at = None if newest else django.utils.timezone.now()
    apps.get_model("conversations", "BetweenFilling").objects.create(pk=1, below=newest + 1, ended_at=ended_at)


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0004_private_conversations'),
        ('conversations', '0021_promises'),
        ('people', '0003_card_imports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BetweenFilling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('below', models.BigIntegerField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='between_filling_is_one')],
            },
        ),
        migrations.CreateModel(
            name='Between',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_whole', models.BooleanField(default=True, help_text='It holds everything of the pair.')),
                ('came', models.FloatField(default=0)),
                ('went', models.FloatField(default=0)),
                ('as_of', models.DateTimeField(null=True)),
                ('came_count', models.PositiveIntegerField(default=0)),
                ('went_count', models.PositiveIntegerField(default=0)),
                ('last_at', models.DateTimeField(null=True)),
                ('weeks', models.JSONField(default=list)),
                ('cadence', models.PositiveSmallIntegerField(help_text='Days that a colleague set.', null=True)),
                ('cadence_since', models.DateTimeField(null=True)),
                ('usual', models.FloatField(help_text='Days: the cadence, else the middle gap.', null=True)),
                ('due_at', models.DateTimeField(help_text='From when on the silence is too long.', null=True)),
                ('colleague', models.ForeignKey(db_index=False, help_text='Nobody: the whole house.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(db_index=False, help_text='What is private, or seen in several inboxes, stands for itself.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conversations.conversation')),
                ('inbox', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.inbox')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'between',
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['colleague', 'due_at'], name='between_due'), models.Index(condition=models.Q(('conversation__isnull', False)), fields=['conversation'], name='between_conversation')],
                'constraints': [models.UniqueConstraint(models.F('person'), django.db.models.functions.comparison.Coalesce('colleague', 0), django.db.models.functions.comparison.Coalesce('inbox', 0), django.db.models.functions.comparison.Coalesce('conversation', 0), name='between_once_in_a_place'), models.CheckConstraint(condition=models.Q(('inbox__isnull', True), ('conversation__isnull', True), _connector='OR'), name='between_stands_in_one_place')],
            },
        ),
        migrations.CreateModel(
            name='Cadence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField()),
                ('set_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cadences', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'cadences',
                'constraints': [models.CheckConstraint(condition=models.Q(('days__gte', 1), ('days__lte', 3650)), name='cadence_is_a_time')],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
