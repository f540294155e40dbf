"""The one trouble of reading a file's words."""


class NotRead(Exception):
    """The file cannot be read; the text is a sentence for a person."""
