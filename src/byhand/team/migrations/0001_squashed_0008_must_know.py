import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('team', '0001_initial'), ('team', '0002_sessions_and_demo'), ('team', '0003_guests'), ('team', '0004_here'), ('team', '0005_attempts'), ('team', '0006_presence'), ('team', '0007_shown_and_told_off'), ('team', '0008_must_know')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('role', models.CharField(choices=[('owner', 'owner'), ('colleague', 'colleague'), ('guest', 'guest')], default='colleague', max_length=12)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('time_zone', models.CharField(blank=True, max_length=60)),
                ('is_active', models.BooleanField(default=True)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('joined_at', models.DateTimeField(auto_now_add=True)),
                ('absent', models.JSONField(blank=True, default=list, help_text='Days they are not here, soonest first.')),
                ('away_since', models.DateTimeField(blank=True, null=True)),
                ('away_until', models.DateTimeField(blank=True, null=True)),
                ('hours', models.JSONField(blank=True, help_text='A span a weekday, Monday first; null: not here.', null=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('is_active', True), ('left_at__isnull', True)), models.Q(('is_active', False), ('left_at__isnull', False)), _connector='OR'), name='user_left_has_a_date'), models.CheckConstraint(condition=models.Q(('away_until__isnull', True), ('away_since__isnull', False), _connector='OR'), name='user_away_until_since')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('colleague', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('valid_until', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(choices=[('owner', 'owner'), ('colleague', 'colleague'), ('guest', 'guest')], default='colleague', max_length=12)),
            ],
        ),
        migrations.CreateModel(
            name='House',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('phone', models.CharField(blank=True, help_text='Shown in notices, so that one can call.', max_length=60)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('demo_asked_at', models.DateTimeField(blank=True, null=True)),
                ('demo_asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('country', models.CharField(blank=True, help_text='Whose public holidays are free days.', max_length=2)),
                ('hours', models.JSONField(blank=True, help_text='A span a weekday, Monday first; null: not here.', null=True)),
                ('region', models.CharField(blank=True, max_length=12)),
                ('told_off_to', models.ForeignKey(blank=True, help_text='Who reads first of all what customers are angry about; nobody: an owner.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sells_at', models.JSONField(blank=True, default=list, help_text='Hosts at which the house sells something.')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='house_is_one')],
            },
        ),
        migrations.CreateModel(
            name='Here',
            fields=[
                ('colleague', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(null=True)),
                ('alive_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name_plural': 'here',
            },
        ),
        migrations.CreateModel(
            name='Attempts',
            fields=[
                ('cache_key', models.CharField(max_length=255, primary_key=True, serialize=False)),
                ('value', models.TextField()),
                ('expires', models.DateTimeField(db_index=True)),
            ],
            options={
                'db_table': 'team_attempts',
            },
        ),
        migrations.CreateModel(
            name='Shown',
            fields=[
                ('colleague', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='shown', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('since', models.DateTimeField(null=True)),
                ('what_for', models.CharField(blank=True, max_length=200)),
                ('speaks', models.CharField(blank=True, max_length=120)),
                ('face', models.BinaryField(blank=True, default=b'')),
                ('face_type', models.CharField(blank=True, max_length=20)),
                ('face_digest', models.CharField(blank=True, max_length=32)),
            ],
            options={
                'verbose_name_plural': 'shown',
            },
        ),
    ]
