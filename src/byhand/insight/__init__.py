"""Insight: the honest figures of the house, worked out at night by the audit from its own letters."""
