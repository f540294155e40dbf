import byhand.conversations.call
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def begin(apps, schema_editor):
    """There was nobody before, and nothing was written: both are told to the end."""
    for one in ("BetweenFilling", "SignsBefore"):
        apps.get_model("conversations", one).objects.create(pk=1, below=1, ended_at=django.utils.timezone.now())


class Migration(migrations.Migration):

    replaces = [('conversations', '0022_between'), ('conversations', '0023_signs'), ('conversations', '0024_notes_from_elsewhere'), ('conversations', '0025_erasure'), ('conversations', '0026_introductions'), ('conversations', '0027_telling_of_introductions'), ('conversations', '0028_signs_before'), ('conversations', '0029_signs_before_begun'), ('conversations', '0030_came_from_a_help_page'), ('conversations', '0031_telling_off'), ('conversations', '0032_calls'), ('conversations', '0033_signals'), ('conversations', '0034_phone_lines'), ('conversations', '0035_why_it_could_not_wait'), ('conversations', '0036_written_all_the_same'), ('conversations', '0037_recordings_written_down'), ('conversations', '0038_unwelcome'), ('conversations', '0039_heard'), ('conversations', '0040_answers_to_many'), ('conversations', '0041_whose')]

    dependencies = [
        ('channels', '0007_visitors_of_a_website_chat'),
        ('conversations', '0021_promises'),
        ('gate', '0012_broadcasts_and_copies'),
        ('people', '0017_standing'),
        ('team', '__first__'),
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
        migrations.CreateModel(
            name='Sign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('praise', 'Praise'), ('referred', 'Referred'), ('returned', 'Returned'), ('complaint', 'Complaint')], max_length=10)),
                ('words', models.CharField(max_length=300)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dismissed_at', models.DateTimeField(null=True)),
                ('dismissed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signs', to='conversations.message')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'at'], name='sign_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('dismissed_at__isnull', True), ('dismissed_by__isnull', True)), models.Q(('dismissed_at__isnull', False), ('dismissed_by__isnull', False)), _connector='OR'), name='sign_dismissed_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('counts', models.JSONField(default=dict, help_text='How much went, by what it was.')),
                ('files', models.JSONField(default=list, help_text='Digests of files that are to go.')),
                ('left', models.BinaryField(blank=True, default=b'')),
                ('files_gone_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Introduction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(blank=True, max_length=1000)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agreed_at', models.DateTimeField(help_text='Whoever was asked will do it.', null=True)),
                ('welcomed_at', models.DateTimeField(help_text='The person wants to know us.', null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_as', models.CharField(blank=True, choices=[('declined', 'they would rather not'), ('not-welcome', 'the person would rather not'), ('withdrawn', 'taken back')], max_length=12)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('colleague', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asked_to_introduce', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='introductions', to='people.person')),
                ('through', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('welcomed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['asked_at'], name='introduction_asked')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('colleague__isnull', False), ('through__isnull', True)), models.Q(('colleague__isnull', True), ('through__isnull', False)), _connector='OR'), name='introduction_asks_one'), models.CheckConstraint(condition=models.Q(('welcomed_at__isnull', True), ('agreed_at__isnull', False), _connector='OR'), name='introduction_agreed_first')],
            },
        ),
        migrations.CreateModel(
            name='SignsBefore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('below', models.BigIntegerField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name_plural': 'signs before',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='signs_before_is_one')],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=byhand.conversations.call.public_id, max_length=20, unique=True)),
                ('kind', models.CharField(choices=[('browser', 'in the browser'), ('phone', 'by telephone')], max_length=8)),
                ('name', models.CharField(blank=True, help_text='As they called themselves; nobody checked it.', max_length=200)),
                ('reach', models.CharField(blank=True, help_text='A number (E.164) or e-mail address they gave; nobody checked it.', max_length=320)),
                ('remote_id', models.CharField(blank=True, help_text='What a telephone exchange calls it.', max_length=80)),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('heard_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When its page last gave a sign of life.')),
                ('widens_at', models.DateTimeField(help_text='When everyone is rung, if one colleague is rung first.', null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('talked', 'we talked'), ('missed', 'nobody took it'), ('word', 'left a word'), ('back', 'asked to be called back')], max_length=8)),
                ('urgency_before', models.SmallIntegerField(help_text='How pressing its conversation was without it.', null=True)),
                ('address', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='calls', to='people.address')),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='conversations.conversation')),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.inbox')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('called_by', models.ForeignKey(help_text='The colleague who called them; empty where they called us.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['begun_at', 'pk'],
                'indexes': [models.Index(fields=['conversation', 'begun_at'], name='call_in_thread'), models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['begun_at'], name='call_going_on')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('remote_id', ''), _negated=True), fields=('inbox', 'remote_id'), name='call_once_an_exchange'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('outcome', '')), models.Q(('ended_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='call_ended_somehow'), models.CheckConstraint(condition=models.Q(models.Q(('taken_at__isnull', True), ('taken_by__isnull', True)), models.Q(('taken_at__isnull', False), ('taken_by__isnull', False)), _connector='OR'), name='call_taken_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'talked'), _negated=True), ('taken_at__isnull', False), _connector='OR'), name='call_talked_was_taken')],
            },
        ),
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='conversations.call')),
            ],
            options={
                'ordering': ['call', 'number'],
                'constraints': [models.UniqueConstraint(fields=('call', 'number'), name='piece_once')],
            },
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(blank=True, help_text='Empty once its bytes are gone.', max_length=64)),
                ('type', models.CharField(max_length=20)),
                ('size', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('consented_by', models.CharField(max_length=300)),
                ('keep_until', models.DateField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recordings', to='conversations.call')),
                ('with_us', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('writing_tries', models.PositiveSmallIntegerField(default=0)),
                ('written_at', models.DateTimeField(null=True)),
                ('written_down', models.TextField(blank=True, help_text='What a program of the house heard in it.')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('removed_at__isnull', True)), fields=['sha256'], name='recording_sha256'), models.Index(condition=models.Q(('removed_at__isnull', True)), fields=['keep_until'], name='recording_over')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), models.Q(('sha256', ''), _negated=True)), models.Q(('removed_at__isnull', False), ('sha256', '')), _connector='OR'), name='recording_removed_with_its_bytes'), models.CheckConstraint(condition=models.Q(('consented_by', ''), _negated=True), name='recording_was_agreed_to')],
            },
        ),
        migrations.CreateModel(
            name='Ring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('declined_at', models.DateTimeField(null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rings', to='conversations.call')),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('call', 'colleague'), name='ring_once_a_colleague')],
            },
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('caller', 'Caller'), ('us', 'Us')], max_length=6)),
                ('body', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='conversations.call')),
            ],
        ),
        migrations.CreateModel(
            name='ByPhone',
            fields=[
                ('call', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='by_phone', serialize=False, to='conversations.call')),
                ('is_verified', models.BooleanField(help_text='STIR/SHAKEN; empty where the network says nothing.', null=True)),
                ('matter', models.CharField(blank=True, db_index=True, help_text='As `Arrival.thread` has it; empty without a number.', max_length=200)),
                ('told_us_off_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sid', models.CharField(max_length=64)),
                ('is_spoken', models.BooleanField()),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('kept_at', models.DateTimeField(null=True)),
                ('deleted_there_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, null=True)),
                ('trouble', models.TextField(blank=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words_at_exchange', to='conversations.call')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('next_try_at__isnull', False)), fields=['next_try_at'], name='word_due')],
                'constraints': [models.UniqueConstraint(fields=('call', 'sid'), name='word_once')],
            },
        ),
        migrations.CreateModel(
            name='WhyNow',
            fields=[
                ('conversation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='why_now', serialize=False, to='conversations.conversation')),
                ('words', models.CharField(max_length=500)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'reasons',
            },
        ),
        migrations.CreateModel(
            name='AnswerToMany',
            fields=[
                ('conversation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='answers_many', serialize=False, to='conversations.conversation')),
                ('is_automatic', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('copy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='gate.copy')),
                ('dispatch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='gate.dispatch')),
            ],
            options={
                'verbose_name_plural': 'answers to many',
                'indexes': [models.Index(fields=['dispatch', 'is_automatic', 'at'], name='answer_to_many_counted')],
            },
        ),
        migrations.AddField(
            model_name='conversation',
            name='told_off_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='note',
            name='kept_as',
            field=models.CharField(help_text='Its name at that desk.', max_length=250, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='note',
            name='written_by',
            field=models.CharField(blank=True, help_text='Who wrote it at another desk; then `by` is who brought it here.', max_length=200),
        ),
        migrations.AddField(
            model_name='promise',
            name='due_at',
            field=models.DateTimeField(help_text='The moment, where one was agreed; on that day.', null=True),
        ),
        migrations.AddField(
            model_name='telling',
            name='introduction',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='telling', to='conversations.introduction'),
        ),
        migrations.AlterField(
            model_name='conversation',
            name='urgency',
            field=models.SmallIntegerField(choices=[(0, 'Told Us Off'), (1, 'Here Now'), (2, 'Promise Due'), (5, 'Ordinary')], default=5),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('began', 'began'), ('came back', 'opened again by their answer'), ('closed', 'marked as done'), ('reopened', 'opened again'), ('assigned', 'assigned'), ('snoozed', 'put off'), ('woke', 'came back from later'), ('folded', 'called not for us'), ('unfolded', 'brought back'), ('bounced', 'mail came back'), ('machine', 'automatic mail came'), ('delivery', 'delivery failed'), ('held', 'held'), ('unwelcome', 'called spam'), ('merged', 'merged'), ('was merged', 'merged'), ('apart', 'taken apart again'), ('split', 'split'), ('split off', 'split off'), ('was split', 'split off'), ('promised', 'promised'), ('kept', 'promise kept'), ('they promise', 'they promised'), ('they kept', 'they kept their promise'), ('moved', 'promise moved'), ('broken', 'promise broken'), ('private', 'made private'), ('opened', 'open to its inbox again'), ('tagged', 'tagged'), ('untagged', 'tag taken off'), ('forwarded', 'forwarded'), ('not sent on', 'forward taken back'), ('brought', 'brought along from another desk'), ('unasked', 'written although their budget is used up'), ('forward of', 'forwarded from'), ('article', 'came from a help page'), ('told off', 'they told us off'), ('asked back', 'asked to be called back')], max_length=12),
        ),
        migrations.AlterField(
            model_name='telling',
            name='conversation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tellings', to='conversations.conversation'),
        ),
        migrations.AlterField(
            model_name='telling',
            name='kind',
            field=models.CharField(choices=[('wrote', 'they wrote'), ('called', 'a note calls you'), ('handed', 'it was given to you'), ('promise', 'a promise of yours is due'), ('asked', 'you are asked to introduce a colleague'), ('new', 'new in your inboxes'), ('off', 'they told us off')], max_length=8),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('unheard_at__isnull', False)), fields=['unheard_at'], name='conversation_unheard'),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('same_answer_at__isnull', False)), fields=['same_answer_at'], name='conversation_same_answer'),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('folded_at__isnull', True), ('they_spoke_at__isnull', False), ('we_spoke_at__isnull', True)), fields=['-they_spoke_at'], name='conversation_unanswered'),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('folded_at__isnull', True), ('merged_into__isnull', True), ('they_spoke_at__isnull', False)), fields=['they_spoke_at', 'person', 'folded_at', 'merged_into'], name='conversation_heard'),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('folded_at__isnull', True)), fields=['id', 'person'], name='conversation_whose'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('broken_at__isnull', True), ('kept_at__isnull', True)), fields=['by', 'due_on'], name='promise_still_open'),
        ),
        migrations.AddConstraint(
            model_name='conversation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('urgency', 0), _negated=True), models.Q(('folded_at__isnull', True), ('merged_into__isnull', True), ('private_at__isnull', True), ('snoozed_until__isnull', True)), _connector='OR'), name='told_off_is_not_filtered'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('conversation__isnull', False), ('introduction__isnull', True)), models.Q(('conversation__isnull', True), ('introduction__isnull', False)), _connector='OR'), name='telling_of_one_thing'),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
