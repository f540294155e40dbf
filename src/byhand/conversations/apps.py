from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "byhand.conversations"
    label = "conversations"
