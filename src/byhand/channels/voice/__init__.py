"""Voice in the browser: the page on which a visitor talks with us, and the servers that let two browsers meet."""
