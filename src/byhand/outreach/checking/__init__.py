"""What is looked at before a broadcast leaves: fields, pictures, links, subject, words, size; each a sentence."""
