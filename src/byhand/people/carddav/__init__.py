"""CardDAV (RFC 6352): an address book elsewhere that stays in step with the people here, both ways."""
