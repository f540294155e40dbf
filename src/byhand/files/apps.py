from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "byhand.files"
    label = "files"
