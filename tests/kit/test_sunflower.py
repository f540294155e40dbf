"""Places on a plane: nobody stands on anybody, and the nearest stand nearest."""

from math import dist, hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from byhand.kit.sunflower import flower, middles


def test_the_nearer_stand_nearer_and_none_on_another():
    places = flower(400)
    assert [hypot(*place) for place in places] == sorted(hypot(*place) for place in places)
    assert min(dist(one, other) for n, one in enumerate(places) for other in places[:n]) > 1


@given(st.lists(st.integers(0, 900), min_size=2, max_size=12))
@settings(max_examples=40, deadline=None)
def test_no_flower_lies_over_another(sizes):
    found = middles(sizes)
    for n, one in enumerate(found):
        for k in range(n):
            room = (sizes[n] + 0.75) ** 0.5 + (sizes[k] + 0.75) ** 0.5
            assert dist(one, found[k]) > room


def test_one_alone_stands_in_the_middle():
    assert middles([7]) == [(0.0, 0.0)] and middles([]) == []
