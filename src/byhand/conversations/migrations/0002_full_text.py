from django.db import migrations

from byhand.conversations.searching import MESSAGE_WORDS


class Migration(migrations.Migration):
    """What was said can be searched for."""

    dependencies = [("conversations", "0001_initial")]
    operations = [migrations.RunPython(MESSAGE_WORDS.install, MESSAGE_WORDS.remove)]
