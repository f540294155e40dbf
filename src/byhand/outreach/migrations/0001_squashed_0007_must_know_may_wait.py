import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('outreach', '0001_audiences'), ('outreach', '0002_broadcasts'), ('outreach', '0003_must_know'), ('outreach', '0004_link_looks'), ('outreach', '0005_imports_alike'), ('outreach', '0006_two_versions'), ('outreach', '0007_must_know_may_wait')]

    initial = True

    dependencies = [
        ('channels', '0007_visitors_of_a_website_chat'),
        ('gate', '0012_broadcasts_and_copies'),
        ('people', '0018_standing_told'),
        ('team', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Audience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('rules', models.JSONField(default=list)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('put_away_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('put_away_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ListImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As the file was called.', max_length=120)),
                ('file', models.CharField(help_text='Its name in the folder of imports.', max_length=160)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('on', models.DateField(null=True)),
                ('to_list', models.CharField(blank=True, help_text='A list for all of them.', max_length=80)),
                ('takes_lists', models.BooleanField(default=False, help_text='Their lists and tags become lists here.')),
                ('reached', models.PositiveIntegerField(default=0, help_text='How many rows lie behind.')),
                ('total', models.PositiveIntegerField(default=0)),
                ('agreed', models.PositiveIntegerField(default=0)),
                ('withdrew', models.PositiveIntegerField(default=0)),
                ('marked', models.PositiveIntegerField(default=0, help_text='Addresses to which mail came back.')),
                ('left_out', models.PositiveIntegerField(default=0, help_text='Rows of which nothing was taken.')),
                ('listed', models.PositiveIntegerField(default=0, help_text='How often somebody was put on a list.')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('trouble', models.TextField(blank=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.topic')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('topic__isnull', True), models.Q(models.Q(('source', ''), _negated=True), ('on__isnull', False)), _connector='OR'), name='list_import_declares_its_source')],
            },
        ),
        migrations.CreateModel(
            name='NotListed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('because', models.CharField(max_length=300)),
                ('raw', models.CharField(blank=True, max_length=300)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='outreach.listimport')),
            ],
            options={
                'verbose_name_plural': 'not listed',
                'ordering': ['of', 'line', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PeopleList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('put_away_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('put_away_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Listed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('of', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='listed', to='outreach.peoplelist')),
            ],
            options={
                'verbose_name_plural': 'listed',
                'indexes': [models.Index(fields=['of', 'person'], name='listed_on')],
            },
        ),
        migrations.CreateModel(
            name='Broadcast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(max_length=16, unique=True)),
                ('leaves_at', models.DateTimeField(blank=True, help_text='Not before; empty: once it is let go.', null=True)),
                ('latest_at', models.DateTimeField(blank=True, help_text='What has not left by then stays here.', null=True)),
                ('answers_a_day', models.PositiveSmallIntegerField(default=30)),
                ('is_public_since', models.DateTimeField(help_text='Wished to stand on the public page.', null=True)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('gathered_to', models.BigIntegerField(default=0, help_text='Up to which person its readers were gathered.')),
                ('audience', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.audience')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='broadcasts', to=settings.AUTH_USER_MODEL)),
                ('dispatch', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='broadcast', to='gate.dispatch')),
                ('dropped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inbox', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.inbox')),
                ('made_public_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.topic')),
                ('because', models.CharField(blank=True, choices=[('recall', 'a recall: something we gave out may do harm'), ('closure', 'a closure: what we owe you cannot be had as agreed'), ('breach', 'a breach: what we keep of you fell into other hands')], help_text='Set: everyone must know it, and no topic counts.', max_length=10)),
                ('may_wait', models.BooleanField(default=False, help_text='All must know it, and yet by day, no faster than can be answered.')),
            ],
            options={
                'ordering': ['-begun_at', '-pk'],
                'indexes': [models.Index(fields=['author', 'begun_at'], name='broadcast_authors')],
                'constraints': [models.CheckConstraint(condition=models.Q(('latest_at__isnull', True), ('leaves_at__isnull', True), ('latest_at__gt', models.F('leaves_at')), _connector='OR'), name='broadcast_latest_is_later'), models.CheckConstraint(condition=models.Q(models.Q(('is_public_since__isnull', True), ('made_public_by__isnull', True)), models.Q(('is_public_since__isnull', False), ('made_public_by__isnull', False)), _connector='OR'), name='broadcast_public_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('said', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('broadcast', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='outreach.broadcast')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('broadcast', 'digest', 'by'), name='asked_once_each')],
            },
        ),
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('total', models.PositiveIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('broadcast', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='allowances', to='outreach.broadcast')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['broadcast', 'at'], name='allowance_of_broadcast')],
                'constraints': [models.CheckConstraint(condition=models.Q(('total__gt', 0)), name='allowance_is_some')],
            },
        ),
        migrations.CreateModel(
            name='BroadcastWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('body', models.TextField(blank=True)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('broadcast', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='outreach.broadcast')),
                ('has_second', models.BooleanField(default=False, help_text='Two versions are compared by lot.')),
                ('second_body', models.TextField(blank=True, help_text='Empty: the same words.')),
                ('second_subject', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name_plural': 'broadcast words',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('broadcast', 'language'), name='broadcast_words_once_a_language')],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('name', models.CharField(max_length=200)),
                ('type', models.CharField(max_length=20)),
                ('size', models.PositiveIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('broadcast', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='outreach.broadcast')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('broadcast', 'sha256'), name='picture_once_per_broadcast')],
            },
        ),
        migrations.CreateModel(
            name='LinkLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.TextField()),
                ('digest', models.CharField(help_text='SHA-256 of the address.', max_length=64)),
                ('wished_at', models.DateTimeField(null=True)),
                ('looked_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=16)),
                ('status', models.PositiveSmallIntegerField(default=0, help_text='Of HTTP; 0: nothing was answered.')),
                ('ended_at', models.TextField(blank=True, help_text='The address where it led in the end.')),
                ('broadcast', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='link_looks', to='outreach.broadcast')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('wished_at__isnull', False)), fields=['wished_at'], name='link_to_look_at')],
                'constraints': [models.UniqueConstraint(fields=('broadcast', 'digest'), name='link_once_a_letter')],
            },
        ),
    ]
