"""Outreach as an app."""

from __future__ import annotations

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "byhand.outreach"
    label = "outreach"
