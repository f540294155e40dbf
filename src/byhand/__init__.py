"""Byhand: the desk from which a team talks with its customers."""
