from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "byhand.gate"
    label = "gate"
