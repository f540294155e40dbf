import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def begin(apps, schema_editor):
    """The journal begins: one head, at nothing."""
    apps.get_model("gate", "JournalHead").objects.create(pk=1)


class Migration(migrations.Migration):

    replaces = [('gate', '0001_initial'), ('gate', '0002_head_of_the_journal'), ('gate', '0003_who_tried_again'), ('gate', '0004_leaves_at'), ('gate', '0005_forwarded'), ('gate', '0006_digest'), ('gate', '0007_chats_go_on_by_mail')]

    initial = True

    dependencies = [
        ('channels', '0007_visitors_of_a_website_chat'),
        ('team', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('previous', models.CharField(max_length=64, unique=True)),
                ('hash', models.CharField(max_length=64, unique=True)),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=20)),
                ('record', models.TextField()),
            ],
            options={
                'verbose_name_plural': 'journal entries',
                'ordering': ['seq'],
            },
        ),
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('personal', 'personal')], max_length=10)),
                ('author_name', models.CharField(max_length=120)),
                ('released_at', models.DateTimeField()),
                ('message_id', models.CharField(max_length=255, unique=True)),
                ('subject', models.TextField(blank=True)),
                ('body', models.TextField()),
                ('to', models.JSONField(default=list)),
                ('cc', models.JSONField(default=list)),
                ('bcc', models.JSONField(default=list)),
                ('files', models.JSONField(default=list)),
                ('in_reply_to', models.TextField(blank=True)),
                ('references', models.JSONField(default=list)),
                ('salt', models.BinaryField()),
                ('claims', models.TextField()),
                ('seal', models.BinaryField()),
                ('filed_at', models.DateTimeField(help_text='When a copy was filed in the Sent folder.', null=True)),
                ('filing_due_at', models.DateTimeField(help_text='When a copy is to be filed, once somebody took it.', null=True)),
                ('filing_trouble', models.TextField(blank=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to=settings.AUTH_USER_MODEL)),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to='channels.inbox')),
                ('leaves_at', models.DateTimeField(help_text='When its author lets it go, if not at once.', null=True)),
                ('forwarded', models.TextField(blank=True, default='')),
            ],
            options={
                'verbose_name_plural': 'dispatches',
                'indexes': [models.Index(fields=['filing_due_at'], name='dispatch_filing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['personal'])), name='dispatch_kind_is_known'), models.CheckConstraint(condition=models.Q(('claims', ''), _negated=True), name='dispatch_is_sealed')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('waiting', 'waiting to leave'), ('claimed', 'on its way'), ('speaking', 'on its way'), ('accepted', 'delivered'), ('refused', 'refused'), ('perhaps', 'perhaps delivered'), ('held', 'held'), ('recalled', 'recalled')], default='waiting', max_length=10)),
                ('recipient', models.CharField(max_length=320)),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('first_attempt_at', models.DateTimeField(null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('claimed_by', models.CharField(blank=True, max_length=80)),
                ('settled_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, help_text='What the other side said last.')),
                ('role', models.CharField(choices=[('to', 'To'), ('cc', 'Cc'), ('bcc', 'Bcc')], default='to', max_length=4)),
                ('bounced_at', models.DateTimeField(null=True)),
                ('bounced_because', models.TextField(blank=True)),
                ('let_be_at', models.DateTimeField(help_text='When a colleague decided to leave it as it is.', null=True)),
                ('let_be_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('told_author_at', models.DateTimeField(help_text='When the author was told that it failed.', null=True)),
                ('dispatch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='gate.dispatch')),
                ('again_at', models.DateTimeField(help_text='When a colleague last decided to try it once more.', null=True)),
                ('again_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'indexes': [models.Index(fields=['stage', 'next_attempt_at'], name='delivery_due')],
                'constraints': [models.UniqueConstraint(fields=('dispatch', 'recipient'), name='delivery_once_per_recipient'), models.CheckConstraint(condition=models.Q(('stage__in', ['waiting', 'claimed', 'speaking', 'accepted', 'refused', 'perhaps', 'held', 'recalled'])), name='delivery_stage_is_known')],
            },
        ),
        migrations.CreateModel(
            name='JournalHead',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField(default=0)),
                ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='journal_has_one_head')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('waiting', 'waiting to leave'), ('claimed', 'on its way'), ('speaking', 'on its way'), ('accepted', 'delivered'), ('refused', 'refused'), ('perhaps', 'perhaps delivered'), ('held', 'held'), ('recalled', 'recalled')], default='waiting', max_length=10)),
                ('recipient', models.CharField(max_length=320)),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('first_attempt_at', models.DateTimeField(null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('claimed_by', models.CharField(blank=True, max_length=80)),
                ('settled_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, help_text='What the other side said last.')),
                ('kind', models.CharField(choices=[('receipt', 'receipt'), ('sign-in', 'sign-in mail'), ('invitation', 'invitation'), ('failure', 'delivery failure'), ('digest', 'digest')], max_length=12)),
                ('about', models.CharField(blank=True, help_text='The conversation it belongs to, if any.', max_length=80)),
                ('facts', models.JSONField(default=dict, help_text='What is put into the fixed text: a subject, a link, a date.')),
                ('message_id', models.CharField(max_length=255, unique=True)),
                ('in_reply_to', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='channels.inbox')),
            ],
            options={
                'indexes': [models.Index(fields=['stage', 'next_attempt_at'], name='notice_due'), models.Index(fields=['kind', 'recipient', 'made_at'], name='notice_per_recipient'), models.Index(fields=['about'], name='notice_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['waiting', 'claimed', 'speaking', 'accepted', 'refused', 'perhaps', 'held', 'recalled'])), name='notice_stage_is_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['receipt', 'sign-in', 'invitation', 'failure', 'digest'])), name='notice_kind_is_on_the_list')],
            },
        ),
        migrations.CreateModel(
            name='GoingOn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('waiting', 'waiting to leave'), ('claimed', 'on its way'), ('speaking', 'on its way'), ('accepted', 'delivered'), ('refused', 'refused'), ('perhaps', 'perhaps delivered'), ('held', 'held'), ('recalled', 'recalled')], default='waiting', max_length=10)),
                ('recipient', models.CharField(max_length=320)),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('first_attempt_at', models.DateTimeField(null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('claimed_by', models.CharField(blank=True, max_length=80)),
                ('settled_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True, help_text='What the other side said last.')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('inbox', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='channels.inbox')),
                ('visitor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='channels.visitor')),
            ],
            options={
                'verbose_name_plural': 'going on',
                'abstract': False,
                'indexes': [models.Index(fields=['stage', 'next_attempt_at'], name='going_on_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['waiting', 'claimed', 'speaking', 'accepted', 'refused', 'perhaps', 'held', 'recalled'])), name='going_on_stage_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Carried',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dispatch', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='gate.dispatch')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='carried', to='gate.goingon')),
            ],
            options={
                'verbose_name_plural': 'carried',
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
