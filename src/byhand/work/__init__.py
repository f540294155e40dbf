"""Chores: what the machine does by itself, each one listed, timed and told in words."""
