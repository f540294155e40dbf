"""Between us: what went between one of us, or the house, and a person. docs/between-us.md."""
