"""Words in which most questions agree, so that they say nothing of what is asked. Three letters and more."""

from __future__ import annotations

_ENGLISH = """
all and any are ask but can did for get got had has her him his how its let may new not now off one our out own say see
she the too two use was way who why yes yet you
about again also been cannot could does doing from getting give have here into just know later like long maybe more
much need once only other please really should someone something still tell than thank thanks that their them then
there they this time told want wanted were what when where which while will with would write your yours
"""
_GERMAN = """
als auf bei bin bis das dem den der des die dir ein für hab hat ich ihm ihn ihr ist mal man mir mit nur sie tag und uns
von vor war was wer wie wir zum zur
aber auch beim bitte dann dass dazu denn dies diese dieser doch eine einem einen einer eines euch euer gern haben hallo
hatte hätte ihnen ihre immer jetzt kann kannst können könnte könnten mehr mein meine mich muss nicht noch nach nochmal
oder sein sehr seit sich sind über unsere vielleicht wann warum weil wenn werden wieder will wird wissen wollte worden
würde würden
"""
COMMON = frozenset((_ENGLISH + _GERMAN).split())
