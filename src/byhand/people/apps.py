from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "byhand.people"
    label = "people"
