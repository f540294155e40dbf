"""Broadcasts: written, read by a second colleague, let go, watched."""
