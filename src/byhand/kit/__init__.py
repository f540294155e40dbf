"""What both the desk and the audit need: mail, text and HTML understood. No Django, no models."""
