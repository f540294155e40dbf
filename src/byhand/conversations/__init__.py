"""Conversations: what is said with people, what colleagues do with it, and how mail becomes part of it."""
