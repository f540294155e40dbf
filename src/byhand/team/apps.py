from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "byhand.team"
    label = "team"
