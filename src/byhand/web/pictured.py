"""The network as a picture: where each stands, and what a drawing needs to know, as JSON keeps it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from byhand.conversations.between.network import Known, Network
from byhand.kit.sunflower import Place, flower, middles

NOBODY = 0


def pictured(network: Network) -> dict[str, Any]:
    """`nodes` with their places and kinds, `edges` as pairs of keys."""
    flowers: defaultdict[int, list[Known]] = defaultdict(list)
    for one in network.people:
        flowers[one.colleagues[0] if one.colleagues else NOBODY].append(one)
    whose = [pk for pk in (*network.colleagues, NOBODY) if pk in flowers or pk != NOBODY]
    centre = dict(zip(whose, middles([len(flowers[pk]) for pk in whose]), strict=True))
    nodes = [_colleague(pk, network.colleagues[pk].name, centre[pk]) for pk in network.colleagues]
    for pk, people in flowers.items():
        places = flower(len(people))
        nodes += [_person(one, _moved(centre[pk], place)) for one, place in zip(people, places, strict=True)]
    edges = [(f"c{pk}", f"p{one.pk}") for one in network.people for pk in one.colleagues]
    edges += [(f"p{one}", f"p{other}") for one, other in network.pairs]
    return {"nodes": nodes, "edges": edges}


def _colleague(pk: int, name: str, place: Place) -> dict[str, Any]:
    return {"key": f"c{pk}", "label": name, "kind": "colleague", "x": place[0], "y": place[1]}


def _person(one: Known, place: Place) -> dict[str, Any]:
    return {
        "key": f"p{one.pk}", "label": one.name or _("Without a name"), "kind": "drifting" if one.is_due else "person",
        "x": round(place[0], 2), "y": round(place[1], 2), "weight": round(one.volume / (one.volume + 1), 2),
        "to": reverse("person", args=[one.pk]),
    }  # fmt: skip


def _moved(middle: Place, by: Place) -> Place:
    return middle[0] + by[0], middle[1] + by[1]
