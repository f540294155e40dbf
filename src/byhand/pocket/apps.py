from django.apps import AppConfig


class PocketConfig(AppConfig):
    name = "byhand.pocket"
    label = "pocket"
