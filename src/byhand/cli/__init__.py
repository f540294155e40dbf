"""The `byhand` command."""
