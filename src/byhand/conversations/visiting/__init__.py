"""Visiting: who came through a website's chat, whether they are here now, and how it goes on by mail when they left."""
