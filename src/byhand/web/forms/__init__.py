"""What a page may be told, checked."""
