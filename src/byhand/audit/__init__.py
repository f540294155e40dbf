"""The audit: what does our own mail say about us? A program without Django; it imports `kit` alone."""

from byhand.audit.library import Messages, audit, read

__all__ = ["Messages", "audit", "read"]
