"""Every page."""
