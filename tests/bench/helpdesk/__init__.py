"""The peer: django-helpdesk, in an environment of its own."""
