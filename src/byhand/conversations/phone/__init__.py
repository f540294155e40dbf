"""Calls and texts by telephone: what the exchange asks us, step by step, and what we have it do.

`knocking.py` is the door: it leads a step to its verb. A call goes through `coming_in.py` (who it is, whom it rings),
`ringing_out.py` (what became of a ring), `leaving.py` (a word after the tone), `telling_off.py` (the star key) and
`ending.py`; `calling_out.py` is the other way round. `saying.py` is all that a caller ever hears from the machine.
"""
