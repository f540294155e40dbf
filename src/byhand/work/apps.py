from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "byhand.work"
    label = "work"
