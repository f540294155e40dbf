"""The gate: the one way out. It checks, refuses with a reason, seals, journals, hands over."""
