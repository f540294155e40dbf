"""Words in which most questions agree, so that they say nothing of what is asked. Three letters and more."""

from __future__ import annotations

_ENGLISH = """
about again all also and any anybody anyone are ask been but can cannot could did does doing for from get getting
give got had has have hello her here him his how into its just know later let like long may maybe more much need new
nobody not now off once one only other our out own please really say see she should somebody someone something still
tell than thank thanks that the their them then there they this time told too two use want wanted was way were what
when where which while who why will with would write yes yet you your yours
"""
_GERMAN = """
aber als auch auf bei beim bin bis bitte dann das dass dazu dem den denn der des die dies diese dieser dir doch ein
eine einem einen einer eines euch euer für gern hab haben hallo hat hatte hätte ich ihm ihn ihnen ihr ihre immer ist
jemand jetzt kann kannst können könnte könnten mal man mehr mein meine mich mir mit muss nach nicht niemand noch
nochmal nur oder sehr sein seit sich sie sind tag und uns unsere vielleicht von vor wann war warum was weil wenn wer
werden wie wieder will wir wird wissen wollte worden würde würden zum zur über
"""
COMMON = frozenset((_ENGLISH + _GERMAN).split())
