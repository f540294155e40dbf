import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0004_occasions'), ('people', '0005_memories'), ('people', '0006_ties'), ('people', '0007_reaching'), ('people', '0008_suppression'), ('people', '0009_stays'), ('people', '0010_where_they_belong'), ('people', '0011_address_books'), ('people', '0012_monica'), ('people', '0013_visitors_have_addresses'), ('people', '0014_matching_many'), ('people', '0015_consent'), ('people', '0016_complaints_and_another_try'), ('people', '0017_standing'), ('people', '0018_standing_told'), ('people', '0019_links_they_let_us_see'), ('people', '0020_may_follow_stays'), ('people', '0021_imports_alike'), ('people', '0022_own_clocks')]

    dependencies = [
        ('conversations', '0021_promises'),
        ('people', '0003_card_imports'),
        ('team', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('birthday', 'Birthday'), ('anniversary', 'Anniversary'), ('other', 'Something else')], default='other', max_length=11)),
                ('label', models.CharField(blank=True, max_length=80)),
                ('month', models.PositiveSmallIntegerField()),
                ('day', models.PositiveSmallIntegerField()),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('in_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('month'), '*', models.Value(100)), '+', models.F('day')), output_field=models.PositiveSmallIntegerField())),
                ('remind_before', models.PositiveSmallIntegerField(blank=True, help_text='How many days before the reminder comes; empty: none.', null=True)),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('taken_away_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='occasions', to='conversations.message')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occasions', to='people.person')),
                ('taken_away_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['in_year', 'pk'],
                'indexes': [models.Index(condition=models.Q(('taken_away_at__isnull', True)), fields=['in_year'], name='occasion_coming')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('day__range', (1, 31)), ('month__in', (1, 3, 5, 7, 8, 10, 12))), models.Q(('day__range', (1, 30)), ('month__in', (4, 6, 9, 11))), models.Q(('day__range', (1, 29)), ('month', 2)), _connector='OR'), name='occasion_is_a_day'), models.CheckConstraint(condition=models.Q(('year__isnull', True), ('year__range', (1, 9999)), _connector='OR'), name='occasion_year'), models.CheckConstraint(condition=models.Q(('kind', 'other'), ('label', ''), _negated=True), name='occasion_is_called_something')],
            },
        ),
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_away_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_away_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='TieEnd',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.PositiveSmallIntegerField()),
                ('name', models.CharField(blank=True, max_length=200)),
                ('is_what', models.CharField(blank=True, max_length=40)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='ties', to='people.person')),
                ('tie', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ends', to='people.tie')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tie', 'side'), name='tie_end_once'), models.CheckConstraint(condition=models.Q(('side__in', (0, 1))), name='tie_has_two_ends'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), ('person__isnull', False)), models.Q(('person__isnull', True), models.Q(('name', ''), _negated=True)), _connector='OR'), name='tie_end_is_somebody')],
            },
        ),
        migrations.CreateModel(
            name='TieKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=40)),
                ('back', models.CharField(max_length=40)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('what', 'back'), name='tie_kind_once')],
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, max_length=100)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_away_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stays', to='people.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stays', to='people.person')),
                ('taken_away_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='stay_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='AddressBook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=1000)),
                ('label', models.CharField(max_length=120)),
                ('name', models.CharField(max_length=200)),
                ('sealed_password', models.BinaryField()),
                ('sends_new', models.BooleanField(default=False, help_text='People known here are put there, too.')),
                ('token', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('next_look_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('looked_at', models.DateTimeField(null=True)),
                ('trouble', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='BookCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('href', models.CharField(max_length=1000)),
                ('etag', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField(blank=True)),
                ('there', models.JSONField(default=dict)),
                ('base', models.JSONField(default=dict)),
                ('conflict', models.JSONField(default=dict)),
                ('gone_at', models.DateTimeField(null=True)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='people.addressbook')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='book_cards', to='people.person')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('conflict', {}), _negated=True), fields=['id'], name='book_card_conflict')],
                'constraints': [models.UniqueConstraint(fields=('book', 'href'), name='book_card_once')],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(null=True)),
                ('begun_at', models.DateTimeField(null=True)),
                ('begun_by', models.CharField(blank=True, help_text='The worker, while it is going on.', max_length=80)),
                ('ended_at', models.DateTimeField(null=True)),
                ('failure', models.TextField(blank=True, help_text='What went wrong, as a sentence; empty if nothing did.')),
                ('reached', models.BigIntegerField(default=0, help_text='The newest person of the last batch.')),
                ('compared', models.PositiveIntegerField(default=0)),
                ('found', models.PositiveIntegerField(default=0, help_text='How many pairs it asks about.')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='there_is_one_batch')],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('text', models.TextField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='OwnLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('generation', models.PositiveIntegerField(default=1)),
                ('address', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='own_link', to='people.address')),
            ],
        ),
        migrations.CreateModel(
            name='SignUpForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('public_id', models.SlugField(max_length=16, unique=True)),
                ('origins', models.JSONField(blank=True, default=list)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('about', models.CharField(blank=True, max_length=300)),
                ('in_other_words', models.JSONField(blank=True, default=dict)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('put_away_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('put_away_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('put_away_at__isnull', True)), fields=('name',), name='topic_has_one_name')],
            },
        ),
        migrations.CreateModel(
            name='FormVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='people.signupform')),
                ('topics', models.ManyToManyField(related_name='+', to='people.topic')),
                ('wording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.wording')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('form', 'number'), name='form_version_is_one')],
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at_most', models.CharField(blank=True, choices=[('', 'as you usually do'), ('weekly', 'once a week at most'), ('fortnightly', 'every two weeks at most'), ('monthly', 'once a month at most'), ('quarterly', 'once in three months at most')], max_length=12)),
                ('is_their_own', models.BooleanField(default=False)),
                ('paused_until', models.DateField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('not_by', models.JSONField(default=list, help_text='Ways we may not begin by.')),
                ('door', models.CharField(choices=[('page', 'on their own page'), ('form', 'on the sign-up form'), ('one-click', 'by the button of their mail program'), ('mail', 'by a mail'), ('complaint', 'by calling a letter of ours spam'), ('colleague', 'noted by a colleague'), ('import', 'brought along from elsewhere')], max_length=10)),
                ('because', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='people.address')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('through', models.ForeignKey(help_text="By which address's link they last spoke about this one.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.address')),
            ],
            options={
                'verbose_name_plural': 'wishes',
                'indexes': [models.Index(fields=['address', 'id'], name='wish_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('at_most__in', ('', 'weekly', 'fortnightly', 'monthly', 'quarterly'))), name='wish_rhythm_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', False), ('door__in', ('colleague', 'import'))), models.Q(models.Q(('door__in', ('colleague', 'import')), _negated=True), ('by__isnull', True), ('through__isnull', False)), _connector='OR'), name='wish_says_whose_it_is'), models.CheckConstraint(condition=models.Q(('door__in', ['page', 'form', 'one-click', 'mail', 'complaint', 'colleague', 'import'])), name='wish_door_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('asked', 'Asked'), ('confirmed', 'Confirmed'), ('given', 'Given'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('channel', models.CharField(blank=True, help_text='Empty: every one, of a withdrawal.', max_length=10)),
                ('door', models.CharField(choices=[('page', 'on their own page'), ('form', 'on the sign-up form'), ('one-click', 'by the button of their mail program'), ('mail', 'by a mail'), ('complaint', 'by calling a letter of ours spam'), ('colleague', 'noted by a colleague'), ('import', 'brought along from elsewhere')], max_length=10)),
                ('source', models.CharField(blank=True, help_text='As a colleague declared it, or why.', max_length=300)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When they said it.')),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When it was written down here.')),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.address')),
                ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='confirmed_by', to='people.consent')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('form', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.formversion')),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.topic')),
                ('wording', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.wording')),
            ],
            options={
                'indexes': [models.Index(fields=['topic', 'channel', 'address'], name='consent_about'), models.Index(condition=models.Q(('kind', 'withdrawn')), fields=['address', 'id'], name='consent_taken_back')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['asked', 'confirmed', 'given', 'withdrawn'])), name='consent_kind_is_known'), models.CheckConstraint(condition=models.Q(('kind', 'withdrawn'), models.Q(('channel__in', ['email', 'phone', 'post']), ('topic__isnull', False)), _connector='OR'), name='consent_is_about_something'), models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', False), ('door__in', ('colleague', 'import'))), models.Q(models.Q(('door__in', ('colleague', 'import')), _negated=True), ('by__isnull', True)), _connector='OR'), name='consent_says_who_noted_it'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'confirmed'), ('answers__isnull', False)), models.Q(models.Q(('kind', 'confirmed'), _negated=True), ('answers__isnull', True)), _connector='OR'), name='consent_confirms_what_was_asked'), models.CheckConstraint(condition=models.Q(('kind', 'withdrawn'), models.Q(('door__in', ['page', 'form']), ('wording__isnull', False)), models.Q(('door__in', ('colleague', 'import')), models.Q(('source', ''), _negated=True)), _connector='OR'), name='consent_has_evidence'), models.CheckConstraint(condition=models.Q(('door__in', ['page', 'form', 'one-click', 'mail', 'complaint', 'colleague', 'import'])), name='consent_door_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=10)),
                ('since', models.DateTimeField()),
                ('address', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.address')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('topic', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.topic')),
            ],
            options={
                'indexes': [models.Index(fields=['topic', 'channel', 'person'], name='standing_about'), models.Index(fields=['person'], name='standing_of_person')],
                'constraints': [models.UniqueConstraint(fields=('address', 'topic', 'channel'), name='standing_once')],
            },
        ),
        migrations.CreateModel(
            name='MayFollow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('allowed', models.BooleanField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='may_follow', to='people.address')),
            ],
            options={
                'verbose_name_plural': 'may follow',
                'indexes': [models.Index(fields=['address', 'id'], name='may_follow_newest')],
            },
        ),
        migrations.CreateModel(
            name='OwnClock',
            fields=[
                ('address', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='own_clock', serialize=False, to='people.address')),
                ('zone', models.CharField(blank=True, help_text='By its name, as they chose it.', max_length=60)),
                ('said_at', models.DateTimeField(null=True)),
                ('letters', models.CharField(blank=True, help_text='“+05:30”; empty: that of the house.', max_length=60)),
                ('written_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('said_at__isnull', True), ('zone', '')), models.Q(models.Q(('zone', ''), _negated=True), ('said_at__isnull', False)), _connector='OR'), name='own_clock_said_at_some_time')],
            },
        ),
        migrations.RemoveIndex(
            model_name='resemblance',
            name='resemblance_to_ask',
        ),
        migrations.AddField(
            model_name='address',
            name='liked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='address',
            name='liked_since',
            field=models.DateTimeField(blank=True, help_text='Since when we know that they like to be reached here.', null=True),
        ),
        migrations.AddField(
            model_name='address',
            name='again_at',
            field=models.DateTimeField(blank=True, help_text='When a colleague last let it be tried although mail had come back.', null=True),
        ),
        migrations.AddField(
            model_name='address',
            name='again_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='memory',
            name='message',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='memories', to='conversations.message'),
        ),
        migrations.AddField(
            model_name='memory',
            name='private_since',
            field=models.DateTimeField(blank=True, help_text='Since when its author alone sees it; empty: all who see the person.', null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='reach_hours',
            field=models.CharField(blank=True, help_text='Mornings before ten.', max_length=100),
        ),
        migrations.AddField(
            model_name='person',
            name='reach_said_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='reach_said_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='person',
            name='reach_word',
            field=models.CharField(blank=True, help_text='Rather a call than a letter.', max_length=200),
        ),
        migrations.AddField(
            model_name='person',
            name='reach_zone',
            field=models.CharField(blank=True, help_text='By which clock they live: a time zone by its name.', max_length=60),
        ),
        migrations.AddField(
            model_name='resemblance',
            name='from_batch',
            field=models.BooleanField(default=False, help_text='Found among very many; no clue leads to it.'),
        ),
        migrations.AddField(
            model_name='resemblance',
            name='of_hundred',
            field=models.PositiveSmallIntegerField(default=0, help_text='How many such pairs are one, as counted among very many; 0 if that was not counted.'),
        ),
        migrations.AlterField(
            model_name='address',
            name='kind',
            field=models.CharField(choices=[('email', 'Email'), ('phone', 'Phone'), ('visitor', 'Visitor')], default='email', max_length=10),
        ),
        migrations.AlterField(
            model_name='cardimport',
            name='kind',
            field=models.CharField(choices=[('table', 'Table'), ('vcards', 'Vcards'), ('monica', 'Monica')], max_length=6),
        ),
        migrations.AlterField(
            model_name='cardimport',
            name='reached',
            field=models.PositiveIntegerField(default=0, help_text='How many rows lie behind.'),
        ),
        migrations.AlterField(
            model_name='person',
            name='organisation',
            field=models.ForeignKey(blank=True, help_text='Where they belong now, as their stays say; stay.py alone writes it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='people.organisation'),
        ),
        migrations.AddIndex(
            model_name='resemblance',
            index=models.Index(fields=['decided_at', '-of_hundred', '-weight', 'id'], name='resemblance_asked'),
        ),
    ]
