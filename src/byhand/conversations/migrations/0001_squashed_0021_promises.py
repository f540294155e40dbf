import byhand.conversations.calendar_feed
import byhand.conversations.conversation
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def make(apps, schema_editor):
    """The index of runs, made by hand: Django makes no table without a row number, and a row here is eight bytes."""
    schema_editor.execute(
        "CREATE TABLE conversations_run (fingerprint integer NOT NULL, message integer NOT NULL, "
        "PRIMARY KEY (fingerprint, message))" + (" WITHOUT ROWID" if schema_editor.connection.vendor == "sqlite" else "")
    )


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE conversations_run")


def begin(apps, schema_editor):
    """Nothing was written before."""
    apps.get_model("conversations", "Filling").objects.create(pk=1, below=1)


class Migration(migrations.Migration):

    replaces = [('conversations', '0001_initial'), ('conversations', '0002_full_text'), ('conversations', '0003_listing_in_any_order'), ('conversations', '0004_sender_check'), ('conversations', '0005_all_by_index'), ('conversations', '0006_mentions'), ('conversations', '0007_privacy'), ('conversations', '0008_words_of_files'), ('conversations', '0009_held'), ('conversations', '0010_facts'), ('conversations', '0011_merging'), ('conversations', '0012_tags'), ('conversations', '0013_unseen_copies'), ('conversations', '0014_forwards'), ('conversations', '0015_telling'), ('conversations', '0016_sorting'), ('conversations', '0017_handfuls'), ('conversations', '0018_saved_views'), ('conversations', '0019_runs'), ('conversations', '0020_mirror'), ('conversations', '0021_promises')]

    initial = True

    dependencies = [
        ('channels', '0004_private_conversations'),
        ('gate', '0005_forwarded'),
        ('people', '0001_initial'),
        ('team', '0005_attempts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assigned_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('folded_at', models.DateTimeField(blank=True, null=True)),
                ('folded_because', models.CharField(blank=True, max_length=200)),
                ('waiting_since', models.DateTimeField(blank=True, null=True)),
                ('last_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('preview', models.CharField(blank=True, max_length=200)),
                ('urgency', models.SmallIntegerField(choices=[(0, 'Here Now'), (1, 'Told Us Off'), (2, 'Promise Due'), (5, 'Ordinary')], default=5)),
                ('has_files', models.BooleanField(default=False)),
                ('message_count', models.PositiveIntegerField(default=0)),
                ('snoozed_until', models.DateTimeField(blank=True, null=True)),
                ('public_id', models.CharField(default=byhand.conversations.conversation.public_id, max_length=16, unique=True)),
                ('subject', models.TextField(blank=True)),
                ('subject_key', models.CharField(blank=True, max_length=200)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('place', models.GeneratedField(db_persist=True, expression=models.Case(models.When(folded_at__isnull=False, then=models.Value('not-for-us')), models.When(closed_at__isnull=False, then=models.Value('done')), models.When(snoozed_until__isnull=False, then=models.Value('later')), models.When(then=models.Value('waiting'), waiting_since__isnull=False), default=models.Value('theirs')), output_field=models.CharField(max_length=12))),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='has', to=settings.AUTH_USER_MODEL)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('folded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conversations', to='channels.inbox')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='conversations', to='people.person')),
                ('snoozed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('they_spoke_at', models.DateTimeField(blank=True, null=True)),
                ('we_spoke_at', models.DateTimeField(blank=True, null=True)),
                ('private_at', models.DateTimeField(blank=True, null=True)),
                ('private_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_at', models.DateTimeField(blank=True, null=True)),
                ('merged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='conversations.conversation')),
                ('same_answer_at', models.DateTimeField(blank=True, null=True)),
                ('unheard_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['place', 'urgency', 'waiting_since', 'id'], name='conversation_waiting'), models.Index(fields=['place', '-last_at', '-id'], name='conversation_place'), models.Index(fields=['person', '-last_at'], name='conversation_person'), models.Index(fields=['place', 'snoozed_until'], name='conversation_snoozed'), models.Index(fields=['assigned_to', 'place', 'waiting_since'], name='conversation_assigned'), models.Index(condition=models.Q(('folded_at__isnull', True)), fields=['-last_at', '-id'], name='conversation_all'), models.Index(condition=models.Q(('private_at__isnull', False)), fields=['private_at'], name='conversation_private')],
            },
        ),
        migrations.CreateModel(
            name='ConversationInbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seen_in_inboxes', to='conversations.conversation')),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.inbox')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('conversation', 'inbox'), name='conversation_once_per_inbox')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('began', 'began'), ('came back', 'opened again by their answer'), ('closed', 'marked as done'), ('reopened', 'opened again'), ('assigned', 'assigned'), ('snoozed', 'put off'), ('woke', 'came back from later'), ('folded', 'called not for us'), ('unfolded', 'brought back'), ('bounced', 'mail came back'), ('machine', 'automatic mail came'), ('delivery', 'delivery failed'), ('held', 'held'), ('merged', 'merged'), ('was merged', 'merged'), ('apart', 'taken apart again'), ('split', 'split'), ('split off', 'split off'), ('was split', 'split off'), ('promised', 'promised'), ('kept', 'promise kept'), ('they promise', 'they promised'), ('they kept', 'they kept their promise'), ('moved', 'promise moved'), ('broken', 'promise broken'), ('private', 'made private'), ('opened', 'open to its inbox again'), ('tagged', 'tagged'), ('untagged', 'tag taken off'), ('forwarded', 'forwarded'), ('not sent on', 'forward taken back'), ('forward of', 'forwarded from')], max_length=12)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('words', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='conversations.conversation')),
                ('to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('leads_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conversations.conversation')),
                ('rule', models.CharField(blank=True, help_text='The sorting rule that did it, as it was called.', max_length=80)),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('leads_to__isnull', False)), fields=['leads_to'], name='event_leads_to')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('came', 'came in'), ('sent', 'sent through the gate'), ('outside', 'sent outside Byhand')], max_length=8)),
                ('message_id', models.TextField(unique=True)),
                ('in_reply_to', models.TextField(blank=True)),
                ('references', models.JSONField(blank=True, default=list)),
                ('writer_name', models.CharField(blank=True, max_length=200)),
                ('to', models.JSONField(blank=True, default=list)),
                ('cc', models.JSONField(blank=True, default=list)),
                ('said_at', models.DateTimeField()),
                ('stored_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('subject', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
                ('new_text', models.TextField(blank=True)),
                ('html', models.TextField(blank=True, help_text='Sanitised; empty if there was none.')),
                ('is_rich', models.BooleanField(default=False)),
                ('automatic', models.CharField(blank=True, choices=[('auto-replied', 'automatic answer'), ('auto-generated', 'automatic mail'), ('bulk', 'mail to many'), ('bounce', 'mail that came back')], max_length=16)),
                ('sender', models.CharField(blank=True, choices=[('verified', 'sender verified'), ('unverified', 'sender not verified')], max_length=12)),
                ('problems', models.JSONField(blank=True, default=list)),
                ('invitation', models.JSONField(blank=True, null=True)),
                ('arrival', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='message', to='channels.arrival')),
                ('colleague', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='conversations.conversation')),
                ('dispatch', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='message', to='gate.dispatch')),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.inbox')),
                ('writer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='people.address')),
                ('forwards', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conversations.message')),
            ],
            options={
                'ordering': ['said_at', 'pk'],
                'indexes': [models.Index(fields=['conversation', 'said_at', 'id'], name='message_thread'), models.Index(condition=models.Q(('forwards__isnull', False)), fields=['forwards'], name='message_forwards')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('origin', 'sent'), _negated=True), models.Q(('colleague__isnull', False), ('dispatch__isnull', False)), _connector='OR'), name='message_sent_has_a_dispatch')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.TextField(blank=True)),
                ('cc', models.TextField(blank=True)),
                ('subject', models.TextField(blank=True)),
                ('body', models.TextField(blank=True)),
                ('seen_message', models.BigIntegerField(default=0, help_text='The newest message the writer had seen.')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='conversations.conversation')),
                ('inbox', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.inbox')),
                ('bcc', models.TextField(blank=True)),
                ('forwards', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conversations.message')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('conversation__isnull', False)), fields=('author', 'conversation'), name='draft_once_per_conversation')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.PositiveIntegerField(help_text='Which attachment of the raw message it is.', null=True)),
                ('filename', models.TextField(blank=True)),
                ('type', models.CharField(blank=True, max_length=255)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('sha256', models.CharField(max_length=64)),
                ('inline', models.BooleanField(default=False)),
                ('content_id', models.TextField(blank=True)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='conversations.message')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['sha256'], name='attachment_sha256')],
            },
        ),
        migrations.CreateModel(
            name='DraftFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=255)),
                ('type', models.CharField(max_length=255)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='conversations.draft')),
                ('attachment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conversations.attachment')),
                ('left_out_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='conversations.conversation')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='takes_part', to='people.address')),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='conversations.conversation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('conversation', 'address'), name='participant_once')],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('ours', 'we promised'), ('theirs', 'they promised')], default='ours', max_length=6)),
                ('text', models.CharField(max_length=300)),
                ('due_on', models.DateField(null=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('kept_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='conversations.conversation')),
                ('kept_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('broken_at', models.DateTimeField(blank=True, null=True)),
                ('broken_because', models.CharField(blank=True, max_length=200)),
                ('broken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first_due_on', models.DateField(blank=True, null=True)),
                ('kept_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='keeps', to='conversations.message')),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='promises', to='conversations.message')),
                ('moved_at', models.DateTimeField(blank=True, null=True)),
                ('moved_because', models.CharField(blank=True, max_length=200)),
                ('moved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(fields=['due_on'], name='promise_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kept_at__isnull', True), ('broken_at__isnull', True), _connector='OR'), name='promise_kept_or_broken'), models.CheckConstraint(condition=models.Q(('broken_at__isnull', True), ('broken_by__isnull', False), _connector='OR'), name='promise_broken_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='SenderCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conversations.message')),
            ],
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_at', models.DateTimeField(null=True)),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='conversations.conversation')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='conversations.note')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('read_at__isnull', True)), fields=['colleague', 'conversation'], name='mention_unread')],
                'constraints': [models.UniqueConstraint(fields=('note', 'colleague'), name='mention_once_per_note')],
            },
        ),
        migrations.CreateModel(
            name='Confidant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confidants', to='conversations.conversation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('conversation', 'colleague'), name='confidant_once')],
            },
        ),
        migrations.CreateModel(
            name='FileText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('text', models.TextField(blank=True)),
                ('trouble', models.TextField(blank=True, help_text='Why it could not be read, as a sentence.')),
                ('read_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=30, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9-]{0,29}\\Z')])),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('every_days', models.PositiveSmallIntegerField(default=180)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('checked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('check_again_on', models.DateField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('keeper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keeps', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('retired_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['key'],
                'indexes': [models.Index(fields=['keeper', 'check_again_on'], name='fact_to_check')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('key',), name='fact_key_once')],
            },
        ),
        migrations.CreateModel(
            name='FactQuoted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('fact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quoted_in', to='conversations.fact')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='conversations.message')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('fact', 'message'), name='fact_once_per_message')],
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('merge', 'merge'), ('split', 'split')], max_length=5)),
                ('rows', models.JSONField(default=dict)),
                ('before', models.JSONField(default=dict)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='move', to='conversations.event')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves_away', to='conversations.conversation')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves_here', to='conversations.conversation')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=120, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('put_away_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('put_away_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Tagging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taggings', to='conversations.conversation')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taggings', to='conversations.tag')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('conversation', 'tag'), name='tagging_once')],
            },
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('wrote', 'they wrote'), ('called', 'a note calls you'), ('handed', 'it was given to you'), ('promise', 'a promise of yours is due'), ('new', 'new in your inboxes')], max_length=8)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('pushed_at', models.DateTimeField(null=True)),
                ('mailed_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('moot_at', models.DateTimeField(null=True)),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tellings', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tellings', to='conversations.conversation')),
                ('promise', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='telling', to='conversations.promise')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('moot_at__isnull', True), ('seen_at__isnull', True)), fields=['colleague', 'conversation'], name='telling_unseen'), models.Index(fields=['made_at'], name='telling_made')],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('colleague', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('given_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='SortingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('which', models.CharField(choices=[('first', 'the first message of a conversation'), ('any', 'any message')], default='first', max_length=8)),
                ('words', models.JSONField(blank=True, default=list)),
                ('place', models.CharField(choices=[('anywhere', 'in the subject or the words'), ('subject', 'in the subject')], default='anywhere', max_length=8)),
                ('writer', models.CharField(blank=True, help_text='An address, or its end from the @ on.', max_length=320)),
                ('from_time', models.TimeField(blank=True, null=True)),
                ('to_time', models.TimeField(blank=True, null=True)),
                ('weekdays', models.CharField(blank=True, help_text='0 is Monday; none asked if empty.', max_length=7)),
                ('give', models.CharField(blank=True, choices=[('', 'leave it to all'), ('colleague', 'give it to a colleague'), ('turn', 'give it in turn to those at the desk'), ('knows', 'give it to the colleague who knows them')], default='', max_length=10)),
                ('later_at', models.TimeField(blank=True, null=True)),
                ('later_on', models.PositiveSmallIntegerField(blank=True, help_text='0 is Monday; empty: any day.', null=True)),
                ('not_for_us', models.BooleanField(default=False)),
                ('looks_no_further', models.BooleanField(default=False)),
                ('name', models.CharField(max_length=80)),
                ('position', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('off_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('sorted_at', models.DateTimeField(blank=True, null=True)),
                ('sorted_count', models.PositiveBigIntegerField(default=0)),
                ('trouble', models.TextField(blank=True, help_text='What went wrong last, as a sentence; empty if nothing.')),
                ('trouble_at', models.DateTimeField(blank=True, null=True)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inbox', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.inbox')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tag', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conversations.tag')),
                ('to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('from_time__isnull', True), ('to_time__isnull', True)), models.Q(('from_time__isnull', False), ('to_time__isnull', False)), _connector='OR'), name='sortingrule_hours_have_an_end'), models.CheckConstraint(condition=models.Q(models.Q(('give', 'colleague'), ('to__isnull', False)), models.Q(models.Q(('give', 'colleague'), _negated=True), ('to__isnull', True)), _connector='OR'), name='sortingrule_names_a_colleague')],
            },
        ),
        migrations.CreateModel(
            name='Handful',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('done', 'Done'), ('later', 'Later'), ('folded', 'Folded'), ('given', 'Given'), ('tagged', 'Tagged')], max_length=6)),
                ('rows', models.JSONField(default=dict)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tag', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='conversations.tag')),
            ],
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('words', models.CharField(max_length=400)),
                ('order', models.CharField(blank=True, choices=[('', 'newest first'), ('wait', 'longest wait first')], default='', max_length=4)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('shared_at', models.DateTimeField(blank=True, null=True)),
                ('put_away_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('put_away_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Filling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('below', models.BigIntegerField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='filling_is_one')],
            },
        ),
        migrations.CreateModel(
            name='MirrorWishes',
            fields=[
                ('colleague', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='mirror_wishes', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('off', models.JSONField(blank=True, default=list)),
            ],
            options={
                'verbose_name_plural': 'mirror wishes',
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('colleague', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='calendar_feed', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('secret', models.CharField(default=byhand.conversations.calendar_feed.new_secret, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='PromiseWishes',
            fields=[
                ('colleague', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='promise_wishes', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('when_i_write', models.BooleanField(default=True)),
                ('when_they_write', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name_plural': 'promise wishes',
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('ours', 'we promised'), ('theirs', 'they promised')], max_length=6)),
                ('sentence', models.CharField(max_length=600)),
                ('text', models.CharField(max_length=300)),
                ('said_when', models.CharField(blank=True, max_length=100)),
                ('due_on', models.DateField(null=True)),
                ('is_firm', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('dismissed_at', models.DateTimeField(null=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dismissed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='conversations.message')),
                ('promise', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposal', to='conversations.promise')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('dismissed_at__isnull', True), _connector='OR'), name='proposal_decided_once'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='proposal_accepted_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('dismissed_at__isnull', True), ('dismissed_by__isnull', True)), models.Q(('dismissed_at__isnull', False), ('dismissed_by__isnull', False)), _connector='OR'), name='proposal_dismissed_by_somebody')],
            },
        ),
        migrations.RunPython(make, drop),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
