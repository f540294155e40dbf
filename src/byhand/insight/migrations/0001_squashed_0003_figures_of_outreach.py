import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('insight', '0001_figures'), ('insight', '0002_today'), ('insight', '0003_figures_of_outreach')]

    initial = True

    dependencies = [
        ('gate', '0016_followed_links'),
        ('people', '0005_memories'),
        ('team', '0005_attempts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Figures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('begun_at', models.DateTimeField(null=True)),
                ('begun_by', models.CharField(blank=True, help_text='The worker, and so the machine.', max_length=80)),
                ('ended_at', models.DateTimeField(null=True)),
                ('failure', models.TextField(blank=True, help_text='What went wrong, as a sentence; empty if nothing did.')),
                ('report', models.TextField(blank=True, help_text="JSON by the audit's report.schema.json.")),
                ('drawings', models.TextField(blank=True, help_text="JSON: a chart's name to its SVG, wide and narrow.")),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'figures',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('failure',), name='figures_worked_out_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='TodayWishes',
            fields=[
                ('colleague', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='today_wishes', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('most', models.PositiveSmallIntegerField(default=8, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)])),
            ],
            options={
                'verbose_name_plural': 'today wishes',
                'constraints': [models.CheckConstraint(condition=models.Q(('most__gte', 1), ('most__lte', 20)), name='today_wishes_between')],
            },
        ),
        migrations.CreateModel(
            name='Withholding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('began_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Aside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('day', 'not today'), ('person', 'not this person')], max_length=6)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(null=True)),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'set aside',
                'indexes': [models.Index(condition=models.Q(('undone_at__isnull', True)), fields=['colleague', 'kind', 'on'], name='aside_holding')],
            },
        ),
        migrations.CreateModel(
            name='Lot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('drawn_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('withheld', models.BooleanField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'drawn_at'], name='lot_holding')],
            },
        ),
        migrations.CreateModel(
            name='DoseCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('up_to', models.BigIntegerField(default=0, help_text='Up to which person.')),
                ('cells', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('dispatch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='outcome', serialize=False, to='gate.dispatch')),
                ('begins_at', models.DateTimeField(db_index=True)),
                ('counted_at', models.DateTimeField()),
                ('reached', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('left_out', models.PositiveIntegerField(default=0)),
                ('prevented', models.JSONField(default=dict)),
                ('answered', models.PositiveIntegerField(default=0)),
                ('machines', models.PositiveIntegerField(default=0)),
                ('withdrew', models.PositiveIntegerField(default=0)),
                ('complained', models.PositiveIntegerField(default=0)),
                ('may_follow', models.PositiveIntegerField(default=0)),
                ('clicked', models.PositiveIntegerField(default=0)),
                ('machine_clicked', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['-begins_at', '-pk'],
            },
        ),
    ]
