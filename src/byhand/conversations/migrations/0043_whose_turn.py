from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0042_parts_of_between")]

    operations = [
        migrations.RemoveIndex(model_name="conversation", name="conversation_waiting"),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                fields=["place", "urgency", "waiting_since", "id", "person", "assigned_to", "folded_at"],
                name="conversation_waiting",
            ),
        ),
        migrations.RemoveIndex(model_name="conversation", name="conversation_unanswered"),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                fields=["-they_spoke_at", "id", "person", "assigned_to", "place"],
                name="conversation_unanswered",
                condition=models.Q(
                    we_spoke_at__isnull=True, folded_at__isnull=True, they_spoke_at__isnull=False
                ),
            ),
        ),
    ]
