import byhand.channels.chat.visitor
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('channels', '0001_initial'), ('channels', '0002_folders_count_and_copies'), ('channels', '0003_resume_imports_by_name'), ('channels', '0004_private_conversations'), ('channels', '0005_exports_of_desks'), ('channels', '0006_phone_lines'), ('channels', '0007_visitors_of_a_website_chat'), ('channels', '0008_sending_keys')]

    initial = True

    dependencies = [
        ('team', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Inbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('address', models.EmailField(blank=True, help_text='The address its words come from.', max_length=254)),
                ('options', models.JSONField(blank=True, default=dict, help_text='Hosts, ports, folders: nothing secret.')),
                ('sealed_secrets', models.BinaryField(blank=True, default=b'')),
                ('is_team_wide', models.BooleanField(default=True)),
                ('signature', models.TextField(blank=True, help_text="Stands below every letter, after the author's name.")),
                ('sends_receipts', models.BooleanField(default=False)),
                ('receipts_stopped_at', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('paused_at', models.DateTimeField(blank=True, null=True)),
                ('next_look_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
                ('trouble', models.TextField(blank=True, help_text='Why the last look failed, as a sentence; empty if it did not.')),
                ('trouble_since', models.DateTimeField(blank=True, null=True)),
                ('members', models.ManyToManyField(blank=True, related_name='inboxes', to=settings.AUTH_USER_MODEL)),
                ('receipt_contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('holds_private_since', models.DateTimeField(help_text='Since when some of its conversations are private.', null=True)),
            ],
            options={
                'verbose_name_plural': 'inboxes',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Folder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('role', models.CharField(choices=[('incoming', 'Incoming'), ('sent', 'Sent'), ('junk', 'Junk')], default='incoming', max_length=12)),
                ('uid_validity', models.BigIntegerField(default=0)),
                ('last_uid', models.BigIntegerField(default=0)),
                ('server_holds', models.PositiveIntegerField(default=0, help_text='Messages on the server at the last look.')),
                ('held_before', models.PositiveIntegerField(default=0, help_text="Messages that were there and are not fetched, by the team's choice of a start date.")),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='folders', to='channels.inbox')),
                ('began_at_uid', models.BigIntegerField(default=0, help_text="The server's next UID when this UIDVALIDITY was first seen: below it, mail is not new.")),
                ('compared_at', models.DateTimeField(blank=True, help_text='When every UID was last compared.', null=True)),
                ('missing', models.PositiveIntegerField(default=0, help_text='Behind the cursor and not here when last compared.')),
                ('waiting', models.PositiveIntegerField(default=0, help_text='Beyond the cursor at the last look: not fetched yet.')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('inbox', 'name'), name='folder_once_per_inbox')],
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('incoming', 'Incoming'), ('sent', 'Sent'), ('junk', 'Junk')], default='incoming', max_length=12)),
                ('uid_validity', models.BigIntegerField(default=0)),
                ('uid', models.BigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, help_text='Empty while the bytes are on the server alone.', max_length=64)),
                ('size', models.PositiveBigIntegerField()),
                ('message_id', models.TextField(blank=True)),
                ('received_at', models.DateTimeField(help_text='When the server says it came.', null=True)),
                ('stored_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('unread', 'Unread'), ('read', 'Read'), ('twice', 'Twice'), ('needs a look', 'Needs A Look')], default='unread', max_length=12)),
                ('reason', models.TextField(blank=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('read_at', models.DateTimeField(null=True)),
                ('folder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='arrivals', to='channels.folder')),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='channels.inbox')),
                ('thread', models.CharField(help_text='Which conversation of another desk it was part of; none for mail.', max_length=200, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'id'], name='arrival_state'), models.Index(fields=['folder', 'uid_validity', 'uid'], name='arrival_uid'), models.Index(condition=models.Q(('thread__isnull', False)), fields=['thread', 'state'], name='arrival_thread')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('sha256', ''), _negated=True), fields=('inbox', 'sha256'), name='arrival_bytes_once_per_inbox')],
            },
        ),
        migrations.CreateModel(
            name='ArchiveImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.TextField()),
                ('position', models.BigIntegerField(default=0, help_text='How many bytes lie behind.')),
                ('total', models.BigIntegerField(default=0, help_text='How many there are, about.')),
                ('stored', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('trouble', models.TextField(blank=True)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='channels.inbox')),
                ('reached', models.TextField(blank=True, help_text='Where the last message taken stands, as the archive names it.')),
            ],
        ),
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid_validity', models.BigIntegerField()),
                ('uid', models.BigIntegerField()),
                ('arrival', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='channels.arrival')),
                ('folder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='channels.folder')),
            ],
            options={
                'verbose_name_plural': 'copies',
                'constraints': [models.UniqueConstraint(fields=('folder', 'uid_validity', 'uid'), name='copy_once_per_place')],
            },
        ),
        migrations.CreateModel(
            name='NotTaken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=200)),
                ('because', models.CharField(max_length=300)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='left_out', to='channels.archiveimport')),
            ],
            options={
                'verbose_name_plural': 'not taken',
                'ordering': ['of', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ToldElsewhere',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thread', models.CharField(blank=True, max_length=200)),
                ('place', models.CharField(max_length=200)),
                ('said', models.JSONField(default=dict)),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_over_at', models.DateTimeField(null=True)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='channels.archiveimport')),
            ],
            options={
                'verbose_name_plural': 'told elsewhere',
                'indexes': [models.Index(condition=models.Q(('taken_over_at__isnull', True)), fields=['id'], name='told_not_taken_over'), models.Index(condition=models.Q(('thread', ''), _negated=True), fields=['thread'], name='told_thread')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('thread', ''), _negated=True), fields=('of', 'thread'), name='told_elsewhere_once')],
            },
        ),
        migrations.CreateModel(
            name='Greeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('type', models.CharField(max_length=20)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inbox', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='greeting', to='channels.inbox')),
            ],
        ),
        migrations.CreateModel(
            name='OwnPhone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(help_text='In E.164.', max_length=32)),
                ('rings_since', models.DateTimeField(help_text='Since when calls ring there; empty: they do not.', null=True)),
                ('colleague', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='own_phone', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Knock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=200)),
                ('about', models.CharField(db_index=True, help_text="The exchange's id of the call or text.", max_length=64)),
                ('told', models.JSONField(default=dict)),
                ('digest', models.CharField(max_length=64)),
                ('came_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='knocks', to='channels.inbox')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('inbox', 'digest'), name='knock_once')],
            },
        ),
        migrations.CreateModel(
            name='PicturedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sid', models.CharField(max_length=64)),
                ('told', models.JSONField(default=dict)),
                ('came_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('next_try_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.inbox')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('inbox', 'sid'), name='pictured_text_once')],
            },
        ),
        migrations.CreateModel(
            name='Visitor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=byhand.channels.chat.visitor.new_key, help_text='Names them; opens nothing.', max_length=20, unique=True)),
                ('token_digest', models.CharField(max_length=64)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('email', models.EmailField(blank=True, help_text='Where an answer finds them when they are gone; as they typed it.', max_length=254)),
                ('known_as', models.CharField(blank=True, help_text='Who they are at the site that vouched for them.', max_length=200)),
                ('vouched_email', models.EmailField(blank=True, help_text='Their address, as the site vouched for it.', max_length=254)),
                ('vouched_at', models.DateTimeField(null=True)),
                ('language', models.CharField(blank=True, max_length=16)),
                ('page', models.CharField(blank=True, help_text='The page they are on, without what follows its ?.', max_length=500)),
                ('matter', models.PositiveIntegerField(default=1)),
                ('numbered', models.PositiveIntegerField(default=0)),
                ('seen', models.PositiveIntegerField(default=0, help_text='The number of the newest line they have seen.')),
                ('spoken_at', models.DateTimeField(help_text='When either side last said something.', null=True)),
                ('mailed_at', models.DateTimeField(help_text='Since when it goes on by mail, too.', null=True)),
                ('here_at', models.DateTimeField(null=True)),
                ('left_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visitors', to='channels.inbox')),
            ],
            options={
                'indexes': [models.Index(fields=['here_at'], name='visitor_here')],
                'constraints': [models.UniqueConstraint(fields=('inbox', 'token_digest'), name='visitor_once_per_chat')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('client_id', models.CharField(blank=True, max_length=40)),
                ('message_id', models.CharField(blank=True, max_length=255)),
                ('author', models.CharField(blank=True, help_text="The colleague; empty for the visitor's own words.", max_length=120)),
                ('words', models.TextField(blank=True)),
                ('files', models.JSONField(blank=True, default=list)),
                ('by_mail', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('visitor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='channels.visitor')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('message_id', ''), _negated=True), fields=['message_id'], name='line_message')],
                'constraints': [models.UniqueConstraint(fields=('visitor', 'number'), name='line_once_per_number'), models.UniqueConstraint(condition=models.Q(('client_id', ''), _negated=True), fields=('visitor', 'client_id'), name='line_said_once'), models.UniqueConstraint(condition=models.Q(('message_id', ''), _negated=True), fields=('visitor', 'message_id'), name='line_brought_once')],
            },
        ),
        migrations.CreateModel(
            name='SendingKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(max_length=253)),
                ('selector', models.CharField(max_length=63)),
                ('algorithm', models.CharField(max_length=16)),
                ('public', models.TextField(help_text='The value of p= in its record.')),
                ('sealed_private', models.BinaryField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('shown_at', models.DateTimeField(help_text='When the DNS was first seen to show it.', null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('domain', 'selector'), name='sending_key_once_a_selector'), models.CheckConstraint(condition=models.Q(('algorithm__in', ['rsa-sha256', 'ed25519-sha256'])), name='sending_key_algorithm')],
            },
        ),
    ]
