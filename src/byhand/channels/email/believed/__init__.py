"""How our letters are believed: what the DNS says of a domain that sends, and what its outgoing server shows."""
