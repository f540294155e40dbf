from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "byhand.insight"
    label = "insight"
