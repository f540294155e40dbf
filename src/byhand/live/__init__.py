"""Live: who looks at the desk hears what changed, and who else is there. Nothing here can say a word to a customer."""
