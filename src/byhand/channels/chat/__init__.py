"""Website chat: the visitor's stream, who they are, and how words come and go."""
