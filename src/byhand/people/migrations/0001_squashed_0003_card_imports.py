import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_recognising'), ('people', '0003_card_imports')]

    initial = True

    dependencies = [
        ('team', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('domain', models.CharField(blank=True, db_index=True, max_length=255)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('blocked_at', models.DateTimeField(blank=True, null=True)),
                ('blocked_because', models.CharField(blank=True, max_length=300)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('line', models.CharField(blank=True, help_text='One line: what they do, where they belong.', max_length=200)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('known_since', models.DateTimeField(blank=True, help_text='When a colleague first wrote to them or added them by hand.', null=True)),
                ('shows_pictures_since', models.DateTimeField(blank=True, help_text='Since when remote pictures in their mail are fetched.', null=True)),
                ('blocked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='people.organisation')),
                ('shows_pictures_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clues_at', models.DateTimeField(blank=True, help_text='When what they may be recognised by was written down.', null=True)),
                ('compared_at', models.DateTimeField(blank=True, help_text='When they were last compared with the others.', null=True)),
                ('merged_at', models.DateTimeField(blank=True, null=True)),
                ('merged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='people.person')),
                ('own_card', models.JSONField(blank=True, help_text='While others are merged into them: their card without those.', null=True)),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ['name'],
                'indexes': [models.Index(fields=['name'], name='person_name'), models.Index(fields=['clues_at'], name='person_clues'), models.Index(fields=['compared_at'], name='person_compared')],
            },
        ),
        migrations.CreateModel(
            name='Memory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500)),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('forgotten_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memories', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'memories',
                'ordering': ['-noted_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('email', 'Email'), ('phone', 'Phone')], default='email', max_length=10)),
                ('value', models.CharField(max_length=320)),
                ('verified_at', models.DateTimeField(blank=True, help_text='A message from it passed its checks.', null=True)),
                ('failing_since', models.DateTimeField(blank=True, null=True)),
                ('failing_because', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='people.person')),
                ('own_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('own_since', models.DateTimeField(blank=True, help_text='When a colleague said that one person alone writes from it.', null=True)),
                ('shared_since', models.DateTimeField(blank=True, help_text="Several people write from it: it is nobody's own.", null=True)),
            ],
            options={
                'verbose_name_plural': 'addresses',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['kind', 'value'], name='address_value')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'phone'), _negated=True), fields=('kind', 'value'), name='address_is_one_persons'), models.UniqueConstraint(condition=models.Q(('kind', 'phone'), ('verified_at__isnull', False)), fields=('kind', 'value'), name='phone_verified_is_one_persons'), models.UniqueConstraint(fields=('person', 'kind', 'value'), name='address_once_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Clue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('name', 'Name'), ('short', 'Short'), ('full', 'Full'), ('called', 'Called'), ('local', 'Local'), ('phone', 'Phone'), ('signed', 'Signed'), ('writes as', 'Writes As')], max_length=10)),
                ('value', models.CharField(max_length=120)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clues', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'value', 'person'), name='clue_once')],
            },
        ),
        migrations.CreateModel(
            name='Home',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noun', models.CharField(max_length=60)),
                ('row', models.BigIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('noun', 'row'), name='home_of_a_row_is_one')],
            },
        ),
        migrations.CreateModel(
            name='LettersRead',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('reached', models.BigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='letters_are_read_once')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('merge', 'Merge'), ('apart', 'Apart')], max_length=5)),
                ('rows', models.JSONField(default=dict)),
                ('stayed', models.JSONField(default=dict, help_text='Taken apart: how much came since and stayed with the kept one, by noun.')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_away', to='people.person')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_here', to='people.person')),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='undone_by', to='people.link')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'merge'), ('undoes', None)), models.Q(('kind', 'apart'), ('undoes__isnull', False)), _connector='OR'), name='link_apart_undoes_one')],
            },
        ),
        migrations.CreateModel(
            name='Resemblance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weight', models.PositiveSmallIntegerField(default=0)),
                ('reasons', models.JSONField(default=list, help_text='Pairs of what it is and the words it is about.')),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('later_until', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('is_same', models.BooleanField(default=False)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['decided_at', '-weight', 'id'], name='resemblance_to_ask')],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='resemblance_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='resemblance_in_order')],
            },
        ),
        migrations.CreateModel(
            name='CardImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As the file was called.', max_length=120)),
                ('file', models.CharField(help_text='Its name in the folder of imports.', max_length=160)),
                ('kind', models.CharField(choices=[('table', 'Table'), ('vcards', 'Vcards')], max_length=6)),
                ('mapping', models.JSONField(default=dict, help_text='What each column means: its number, then the field.')),
                ('reached', models.PositiveIntegerField(default=0, help_text='How many rows or cards lie behind.')),
                ('total', models.PositiveIntegerField(default=0)),
                ('new', models.PositiveIntegerField(default=0)),
                ('known', models.PositiveIntegerField(default=0)),
                ('left_out', models.PositiveIntegerField(default=0, help_text='Rows of which nothing was taken.')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('begun_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('trouble', models.TextField(blank=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='LeftOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('because', models.CharField(max_length=300)),
                ('raw', models.CharField(blank=True, max_length=300)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='people.cardimport')),
            ],
            options={
                'ordering': ['of', 'line', 'pk'],
            },
        ),
    ]
