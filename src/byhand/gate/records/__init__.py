"""Records: what shops, billing and booking systems sent or sold, told to us by mail, by a program, or in a table.

They lie in the gate because the budget draws on them. Nothing here says a word to anybody.
"""
