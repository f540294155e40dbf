import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('gate', '0008_touches_rooms_and_policy'), ('gate', '0009_sign_ups'), ('gate', '0010_records'), ('gate', '0011_still_wanted'), ('gate', '0012_broadcasts_and_copies'), ('gate', '0013_complaints'), ('gate', '0014_copies_come_back'), ('gate', '0015_must_know'), ('gate', '0016_followed_links'), ('gate', '0017_imports_alike'), ('gate', '0018_two_versions'), ('gate', '0019_copies_looked_at'), ('gate', '0020_by_their_clocks'), ('gate', '0021_slowed_domains'), ('gate', '0022_verdicts'), ('gate', '0023_what_stands_below')]

    dependencies = [
        ('channels', '0007_visitors_of_a_website_chat'),
        ('gate', '0007_chats_go_on_by_mail'),
        ('people', '0019_links_they_let_us_see'),
        ('team', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Room',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='room', serialize=False, to='people.person')),
                ('unanswered', models.PositiveIntegerField(default=0)),
                ('slowed', models.PositiveSmallIntegerField(default=0)),
                ('last_at', models.DateTimeField(help_text='When we last turned to them since their sign of life.', null=True)),
                ('known_since', models.DateTimeField(help_text='Since when we know them, or one merged into them.', null=True)),
                ('wished', models.PositiveSmallIntegerField(help_text='The step they wish, if they said one.', null=True)),
                ('is_their_own', models.BooleanField(default=False, help_text='They chose it: it stands in place of the policy.')),
                ('paused_until', models.DateField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Life',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('word', 'Word'), ('reported', 'Reported')], max_length=8)),
                ('at', models.DateTimeField()),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signs_of_life', to='people.address')),
            ],
            options={
                'verbose_name_plural': 'lives',
                'constraints': [models.UniqueConstraint(fields=('address', 'kind'), name='life_once_a_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['word', 'reported'])), name='life_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(max_length=12)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'policies',
                'constraints': [models.CheckConstraint(condition=models.Q(('rhythm__in', ('weekly', 'fortnightly', 'monthly', 'quarterly'))), name='policy_is_a_rhythm')],
            },
        ),
        migrations.CreateModel(
            name='SignUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(max_length=320)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('topics', models.JSONField(default=list)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gate.notice')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.formversion')),
            ],
            options={
                'indexes': [models.Index(fields=['email', 'asked_at'], name='sign_up_asked'), models.Index(fields=['asked_at'], name='sign_up_when')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('has_own_mailbox', models.BooleanField(default=False, help_text='Every mail in that mailbox is a copy of what it sent.')),
                ('sender', models.CharField(blank=True, help_text='From which address or domain its mail comes.', max_length=320)),
                ('mail_is', models.CharField(choices=[('order', 'order'), ('booking', 'booking'), ('payment', 'payment'), ('visit', 'visit'), ('receipt', 'receipt'), ('invoice', 'invoice'), ('reminder', 'reminder'), ('newsletter', 'newsletter'), ('other mail', 'other mail'), ('fulfilled', 'fulfilled'), ('cancelled', 'cancelled')], default='other mail', max_length=12)),
                ('rules', models.JSONField(default=list, help_text='Words in a subject and what such a mail is, in order.')),
                ('token_digest', models.CharField(max_length=64, null=True, unique=True)),
                ('token_made_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('put_away_at', models.DateTimeField(null=True)),
                ('inbox', models.ForeignKey(help_text='The mailbox to which copies of its mail come; none if it tells us another way.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='channels.inbox')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('put_away_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('token_made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('has_own_mailbox', False), ('inbox__isnull', False), _connector='OR'), name='source_has_the_mailbox_it_owns'), models.UniqueConstraint(condition=models.Q(('has_own_mailbox', True), ('put_away_at__isnull', True)), fields=('inbox',), name='source_owns_a_mailbox_alone')],
            },
        ),
        migrations.CreateModel(
            name='NotTaken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(max_length=8)),
                ('key', models.CharField(blank=True, max_length=120)),
                ('because', models.CharField(max_length=300)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='not_taken', to='gate.source')),
            ],
            options={
                'verbose_name_plural': 'not taken',
                'indexes': [models.Index(fields=['source', '-id'], name='not_taken_newest')],
            },
        ),
        migrations.CreateModel(
            name='RecordImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As the file was called.', max_length=120)),
                ('file', models.CharField(help_text='Its name in the folder of imports.', max_length=160)),
                ('mapping', models.JSONField(default=dict, help_text='What each column means: its number, then the field.')),
                ('kind', models.CharField(blank=True, choices=[('order', 'order'), ('booking', 'booking'), ('payment', 'payment'), ('visit', 'visit'), ('receipt', 'receipt'), ('invoice', 'invoice'), ('reminder', 'reminder'), ('newsletter', 'newsletter'), ('other mail', 'other mail'), ('fulfilled', 'fulfilled'), ('cancelled', 'cancelled')], help_text='What every line is; empty if a column says it.', max_length=12)),
                ('reached', models.PositiveIntegerField(default=0, help_text='How many rows lie behind.')),
                ('total', models.PositiveIntegerField(default=0)),
                ('new', models.PositiveIntegerField(default=0)),
                ('known', models.PositiveIntegerField(default=0)),
                ('left_out', models.PositiveIntegerField(default=0, help_text='Rows of which nothing was taken.')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('begun_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('trouble', models.TextField(blank=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='gate.source')),
            ],
        ),
        migrations.CreateModel(
            name='LineLeftOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('key', models.CharField(blank=True, help_text="The source's own id of it.", max_length=120)),
                ('because', models.CharField(max_length=300)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='gate.recordimport')),
            ],
            options={
                'verbose_name_plural': 'lines left out',
                'ordering': ['of', 'line', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text="The source's own id of it.", max_length=200)),
                ('digest', models.CharField(help_text='Of all it said, to tell a repetition from a change.', max_length=64)),
                ('kind', models.CharField(choices=[('order', 'order'), ('booking', 'booking'), ('payment', 'payment'), ('visit', 'visit'), ('receipt', 'receipt'), ('invoice', 'invoice'), ('reminder', 'reminder'), ('newsletter', 'newsletter'), ('other mail', 'other mail'), ('fulfilled', 'fulfilled'), ('cancelled', 'cancelled')], max_length=12)),
                ('way', models.CharField(choices=[('mail', 'by a copy of its mail'), ('program', 'by its program'), ('table', 'in a table')], max_length=8)),
                ('trust', models.CharField(choices=[('believed', 'Believed'), ('asked', 'Asked'), ('doubted', 'Doubted')], default='believed', max_length=8)),
                ('at', models.DateTimeField(help_text='When it happened.')),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('number', models.CharField(blank=True, help_text='Of the order or invoice, as they know it.', max_length=80)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('amount', models.CharField(blank=True, max_length=40)),
                ('open_until', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='records', to='people.address')),
                ('arrival', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='records', to='channels.arrival')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='gate.source')),
            ],
            options={
                'indexes': [models.Index(fields=['address', 'at'], name='record_of_address'), models.Index(fields=['source', 'number'], name='record_by_number'), models.Index(fields=['source', '-id'], name='record_newest'), models.Index(condition=models.Q(('trust', 'asked')), fields=['trust', 'id'], name='record_asked')],
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='record_once_a_key'), models.CheckConstraint(condition=models.Q(('kind__in', ['order', 'booking', 'payment', 'visit', 'receipt', 'invoice', 'reminder', 'newsletter', 'other mail', 'fulfilled', 'cancelled'])), name='record_kind_is_known'), models.CheckConstraint(condition=models.Q(('trust', 'believed'), ('way', 'mail'), _connector='OR'), name='record_is_doubted_by_mail_alone')],
            },
        ),
        migrations.CreateModel(
            name='Touch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='touches', to='people.address')),
                ('dispatch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='touches', to='gate.dispatch')),
                ('ended_at', models.DateTimeField(help_text='When another system reported a sign of life after it, which ended the count.', null=True)),
                ('record', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='touches', to='gate.record')),
            ],
            options={
                'verbose_name_plural': 'touches',
                'indexes': [models.Index(fields=['address', 'at'], name='touch_of_address')],
                'constraints': [models.UniqueConstraint(fields=('dispatch', 'address'), name='touch_once_a_dispatch'), models.UniqueConstraint(fields=('record',), name='touch_once_a_record'), models.CheckConstraint(condition=models.Q(('dispatch__isnull', True), ('record__isnull', True), _connector='XOR'), name='touch_is_of_words_or_of_a_record')],
            },
        ),
        migrations.CreateModel(
            name='StillWanted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='still_wanted', to='people.address')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gate.notice')),
            ],
            options={
                'verbose_name_plural': 'still wanted',
                'indexes': [models.Index(fields=['address', 'asked_at'], name='still_wanted_at'), models.Index(fields=['asked_at'], name='still_wanted_when')],
            },
        ),
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(max_length=320)),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('first_attempt_at', models.DateTimeField(null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('claimed_by', models.CharField(blank=True, max_length=80)),
                ('settled_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, help_text='What the other side said last.')),
                ('stage', models.CharField(choices=[('waiting', 'waiting to leave'), ('claimed', 'on its way'), ('speaking', 'on its way'), ('accepted', 'delivered'), ('refused', 'refused'), ('perhaps', 'perhaps delivered'), ('held', 'held'), ('left out', 'left out')], default='waiting', max_length=10)),
                ('reader', models.BigIntegerField()),
                ('language', models.CharField(blank=True, max_length=12)),
                ('fields', models.JSONField(default=dict)),
                ('left_out', models.CharField(blank=True, choices=[('gone', 'not among the people any more'), ('blocked', 'blocked by a colleague'), ('erased', 'erased, and never written to again'), ('no address', 'without an e-mail address'), ('bounced', 'their address does not work'), ('stopped', 'wants nothing more of us'), ('not by mail', 'wants no letters by e-mail'), ('never agreed', 'never agreed to be written to about this'), ('withdrawn', 'agreed once and took it back'), ('paused', 'asked for a pause'), ('silent', 'silent for so long that we are, too'), ('no room', 'written to lately: no room in their budget'), ('twice', 'the same address again'), ('missing', 'a fact for the letter is missing'), ('called off', 'the broadcast was stopped before their turn')], max_length=20)),
                ('left_out_word', models.CharField(blank=True, help_text='Which fact is missing.', max_length=40)),
                ('named', models.BinaryField(max_length=32)),
                ('batch', models.PositiveIntegerField(null=True)),
                ('digest', models.BinaryField(max_length=32, null=True)),
                ('address', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='people.address')),
                ('dispatch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='gate.dispatch')),
                ('bounced_at', models.DateTimeField(null=True)),
                ('bounced_because', models.TextField(blank=True)),
                ('version', models.CharField(blank=True, help_text='By lot, where there are two.', max_length=1)),
                ('clock', models.CharField(blank=True, help_text="By which they live; empty: the house's.", max_length=60)),
            ],
            options={
                'verbose_name_plural': 'copies',
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('stage', 'waiting')), fields=['dispatch', 'next_attempt_at', 'id'], name='copy_due'), models.Index(condition=models.Q(('stage__in', ['claimed', 'speaking'])), fields=['claimed_by'], name='copy_in_hand'), models.Index(condition=models.Q(('bounced_at__isnull', False)), fields=['dispatch'], name='copy_sent_back'), models.Index(condition=models.Q(('stage', 'refused')), fields=['dispatch', 'id'], name='copy_refused'), models.Index(condition=models.Q(('stage', 'perhaps')), fields=['dispatch', 'id'], name='copy_perhaps'), models.Index(condition=models.Q(('stage', 'held')), fields=['dispatch', 'id'], name='copy_held')],
                'constraints': [models.UniqueConstraint(fields=('dispatch', 'reader'), name='copy_once_a_reader'), models.UniqueConstraint(fields=('dispatch', 'address'), name='copy_once_an_address'), models.CheckConstraint(condition=models.Q(('stage__in', ['waiting', 'claimed', 'speaking', 'accepted', 'refused', 'perhaps', 'held', 'left out'])), name='copy_stage_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('left_out__in', ['gone', 'blocked', 'erased', 'no address', 'bounced', 'stopped', 'not by mail', 'never agreed', 'withdrawn', 'paused', 'silent', 'no room', 'twice', 'missing', 'called off']), ('stage', 'left out')), models.Q(models.Q(('stage', 'left out'), _negated=True), ('left_out', '')), _connector='OR'), name='copy_says_why_left_out')],
            },
        ),
        migrations.CreateModel(
            name='Pace',
            fields=[
                ('inbox', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='pace', serialize=False, to='channels.inbox')),
                ('letters_a_minute', models.PositiveIntegerField()),
                ('level', models.FloatField(default=1.0)),
                ('filled_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('letters_a_minute__gte', 1)), name='pace_is_some')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sign_in', models.CharField(max_length=64)),
                ('kind', models.CharField(choices=[('agreed', 'Agreed'), ('asked', 'Asked'), ('alone', 'Alone')], max_length=6)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['digest'], name='reading_of_plan')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['agreed', 'asked', 'alone'])), name='reading_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(max_length=10)),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('count', models.BigIntegerField(default=0)),
                ('dispatch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gate.dispatch')),
            ],
            options={
                'verbose_name_plural': 'tallies',
                'constraints': [models.UniqueConstraint(fields=('dispatch', 'stage', 'reason'), name='tally_once_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Terms',
            fields=[
                ('dispatch', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='terms', serialize=False, to='gate.dispatch')),
                ('words', models.JSONField(help_text='A list of language, subject, body and version; the main language first.')),
                ('audience', models.TextField()),
                ('audience_said', models.TextField()),
                ('leaves_at', models.DateTimeField(null=True)),
                ('latest_at', models.DateTimeField(null=True)),
                ('must_know', models.BooleanField(default=False)),
                ('digest', models.CharField(help_text='Of the plan, as it was read.', max_length=64)),
                ('allowed', models.PositiveIntegerField(help_text='No more than so many, for now.', null=True)),
                ('spoken', models.PositiveIntegerField(default=0, help_text='How many were spoken or are being spoken.')),
                ('batches', models.PositiveIntegerField(default=0)),
                ('gathered_at', models.DateTimeField(null=True)),
                ('paused_at', models.DateTimeField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(help_text='When nobody was left to be spoken to.', null=True)),
                ('resting_until', models.DateTimeField(help_text='The mail server could not be reached.', null=True)),
                ('trouble', models.TextField(blank=True, help_text='Why it does not go on, as a sentence.')),
                ('troubles', models.PositiveSmallIntegerField(default=0)),
                ('paused_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stopped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.topic')),
                ('because', models.CharField(blank=True, choices=[('recall', 'a recall: something we gave out may do harm'), ('closure', 'a closure: what we owe you cannot be had as agreed'), ('breach', 'a breach: what we keep of you fell into other hands')], max_length=10)),
                ('hours', models.JSONField(help_text="By each reader's own clock: a span a weekday, Monday first; null: at any time.", null=True)),
                ('may_wait', models.BooleanField(default=False, help_text='All must know it, and yet not at night, nor sooner than can be answered.')),
                ('below', models.TextField(blank=True, help_text="Stands below its author's name in every letter.")),
            ],
            options={
                'verbose_name_plural': 'terms',
                'indexes': [models.Index(condition=models.Q(('finished_at__isnull', True)), fields=['gathered_at'], name='terms_unfinished')],
                'constraints': [models.CheckConstraint(condition=models.Q(('must_know', True), ('topic__isnull', False), _connector='OR'), name='terms_have_a_topic'), models.CheckConstraint(condition=models.Q(models.Q(('because__in', ['recall', 'closure', 'breach']), ('must_know', True)), models.Q(('because', ''), ('must_know', False)), _connector='OR'), name='terms_say_why_all_must_know')],
            },
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='complaints', to='people.address')),
                ('dispatch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='gate.dispatch')),
            ],
            options={
                'indexes': [models.Index(fields=['address', 'at'], name='complaint_of_address')],
                'constraints': [models.UniqueConstraint(fields=('dispatch', 'address'), name='complaint_once_a_letter')],
            },
        ),
        migrations.CreateModel(
            name='Followed',
            fields=[
                ('copy', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='followed', serialize=False, to='gate.copy')),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.address')),
                ('dispatch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='gate.dispatch')),
            ],
            options={
                'verbose_name_plural': 'followed',
            },
        ),
        migrations.CreateModel(
            name='Click',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('machine', models.CharField(blank=True, choices=[('head', 'Head'), ('prefetch', 'Prefetch'), ('agent', 'Agent'), ('at once', 'At Once'), ('together', 'Together')], max_length=8)),
                ('dispatch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='gate.dispatch')),
                ('followed', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='clicks', to='gate.followed')),
            ],
            options={
                'indexes': [models.Index(fields=['followed', 'at'], name='click_of_copy'), models.Index(fields=['dispatch', 'machine', 'followed'], name='click_counted')],
            },
        ),
        migrations.CreateModel(
            name='Slowed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(max_length=255)),
                ('until', models.DateTimeField()),
                ('times', models.PositiveSmallIntegerField(default=1)),
                ('said', models.TextField()),
                ('copies', models.PositiveIntegerField(default=0)),
                ('dispatch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='slowed', to='gate.dispatch')),
            ],
            options={
                'verbose_name_plural': 'slowed',
                'constraints': [models.UniqueConstraint(fields=('dispatch', 'domain'), name='slowed_once_a_domain')],
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('doubted_at', models.DateTimeField()),
                ('stage', models.CharField(choices=[('accepted', 'delivered'), ('waiting', 'waiting to leave')], max_length=10)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sign_in', models.CharField(max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('copy', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='gate.copy')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('copy', 'doubted_at'), name='verdict_once_a_doubt'), models.CheckConstraint(condition=models.Q(('stage__in', ['accepted', 'waiting']), models.Q(('sign_in', ''), _negated=True)), name='verdict_says_what_and_who')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='dispatch',
            name='dispatch_kind_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_kind_is_on_the_list',
        ),
        migrations.AlterField(
            model_name='dispatch',
            name='kind',
            field=models.CharField(choices=[('personal', 'personal'), ('broadcast', 'to many')], max_length=10),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('receipt', 'receipt'), ('sign-in', 'sign-in mail'), ('invitation', 'invitation'), ('failure', 'delivery failure'), ('digest', 'digest'), ('opt-in', 'question whether we may write'), ('stopped', 'confirmation that letters stopped'), ('still wanted', 'question whether our letters are still wanted'), ('complaint', 'word that a letter was unwelcome')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(django.db.models.functions.text.Lower('recipient'), name='delivery_recipient'),
        ),
        migrations.AddConstraint(
            model_name='dispatch',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['personal', 'broadcast'])), name='dispatch_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['receipt', 'sign-in', 'invitation', 'failure', 'digest', 'opt-in', 'stopped', 'still wanted', 'complaint'])), name='notice_kind_is_on_the_list'),
        ),
    ]
