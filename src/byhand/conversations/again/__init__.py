"""Again: what of a letter was said before, to them or to others. docs/mirror.md."""
