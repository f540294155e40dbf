from django.db import migrations, models


def newest(stage: str) -> migrations.AddIndex:
    index = models.Index(fields=["dispatch", "id"], condition=models.Q(stage=stage), name=f"copy_{stage}")
    return migrations.AddIndex(model_name="copy", index=index)


class Migration(migrations.Migration):
    dependencies = [("gate", "0018_two_versions")]

    operations = [newest("refused"), newest("perhaps"), newest("held")]
