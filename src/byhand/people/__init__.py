"""Who we know: people, organisations, addresses and what is worth remembering."""
