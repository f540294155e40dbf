from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0022_own_clocks")]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["blocked_at"], name="person_blocked", condition=models.Q(blocked_at__isnull=False)
            ),
        ),
    ]
