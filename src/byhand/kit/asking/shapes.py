"""Shapes that hold in every language: numbers of orders, phones, days."""

from __future__ import annotations

NUMBER = r"(?P<v>#?[A-Z]{0,4}[-/]?\d[\dA-Z/-]{2,14})(?![\w/-])"
PHONE = r"(?<![\w+/-])(?P<v>(?:\+|00)\d(?:[ ()/.-]{0,2}\d){7,14}|0\d(?:[ ()/-]{0,2}\d){6,12})(?![\w-])"
DAY_IN_FIGURES = r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})?(?!\d)|\d{4}-\d\d-\d\d"
