from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "byhand.channels"
    label = "channels"
