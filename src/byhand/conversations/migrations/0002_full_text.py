from django.db import migrations


class Migration(migrations.Migration):
    """Made an index of words once; `conversations/words.py` says what is indexed since, and `0008` cleared it away."""

    dependencies = [("conversations", "0001_initial")]
    operations = []
