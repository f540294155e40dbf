"""The help pages as anyone sees them: no sign-in, no cookie, no script needed."""
