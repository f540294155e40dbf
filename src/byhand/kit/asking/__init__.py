"""Asking: what a letter asks somebody for, and where such a thing was told. A small grammar, a file a language."""
