from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0040_answers_to_many")]

    operations = [
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                fields=["id", "person"], name="conversation_whose", condition=models.Q(folded_at__isnull=True)
            ),
        ),
    ]
