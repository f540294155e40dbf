from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0041_whose")]

    operations = [
        migrations.AddIndex(
            model_name="between",
            index=models.Index(
                fields=["colleague", "person"], name="between_part", condition=models.Q(is_whole=False)
            ),
        ),
    ]
