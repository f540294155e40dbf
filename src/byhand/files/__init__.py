"""Stored files: bytes under the name of their own digest."""
