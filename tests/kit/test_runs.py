"""Runs of words: whoever shares eight words in a row shares a fingerprint, whatever stands around them."""

import hashlib
import time

from hypothesis import given
from hypothesis import strategies as st

from byhand.kit.runs import RUN, Overlap, covered, fingerprints, stretches, words_in

VOCABULARY = st.sampled_from(["kiln", "glaze", "jar", "the", "a", "of", "lid", "ä", "7", "cup"])
LETTER = st.lists(VOCABULARY, max_size=40)


@given(LETTER, st.lists(VOCABULARY, min_size=RUN, max_size=20), LETTER, LETTER, LETTER)
def test_every_shared_run_of_eight_words_shares_a_fingerprint(before, run, after, other_before, other_after):
    one = fingerprints([*before, *run, *after])
    other = fingerprints([*other_before, *run, *other_after])
    assert set(one) & set(other)


@given(LETTER, LETTER)
def test_the_overlap_is_what_comparing_every_eight_words_finds(one, other):
    theirs = {tuple(other[n : n + RUN]) for n in range(len(other) - RUN + 1)}
    expected = {n for n in range(len(one) - RUN + 1) if tuple(one[n : n + RUN]) in theirs}
    assert Overlap(one).places(other) == expected


@given(st.sets(st.integers(0, 200)))
def test_words_in_stretches_are_counted_once(places):
    inside = {word for place in places for word in range(place, place + RUN)}
    assert covered(places) == len(inside)
    assert {word for start, end in stretches(places) for word in range(start, end)} == inside


@given(st.text(max_size=200))
def test_each_word_stands_where_it_is_said_to_stand(text):
    words = words_in(text)
    assert len(words) == len(words.starts) == len(words.ends)
    for start, end, following in zip(words.starts, words.ends, [*words.starts[1:], len(text)], strict=False):
        assert 0 <= start < end <= following


def test_case_signs_and_spelling_of_accents_make_no_difference():
    assert (
        words_in("Don’t — FIRE, the Größe (café)!").plain == words_in("don't fire the größe cafe\u0301").plain
    )


def test_fewer_than_eight_words_have_no_fingerprint():
    assert fingerprints(["word"] * (RUN - 1)) == []
    assert len(fingerprints(["word"] * RUN)) == 1


def test_about_two_in_five_are_kept_and_no_half_of_their_range_is_crowded():
    words = [hashlib.sha1(str(n).encode()).hexdigest() for n in range(20_000)]
    kept = fingerprints(words)
    assert 0.38 < len(kept) / len(words) < 0.42
    assert 0.47 < sum(one < 0 for one in kept) / len(kept) < 0.53
    assert all(-(2**31) <= one < 2**31 for one in kept)


def test_they_stay_what_they_were_since_the_database_remembers_them():
    assert fingerprints(["we", "are", "happy", "to", "tell", "you", "that", "it", "works"]) == [-1495083207]


def test_a_run_of_ten_thousand_words_takes_no_longer_than_ten_thousand_words():
    begun = time.process_time()
    fingerprints(["again"] * 10_000)
    Overlap(["again"] * 10_000).places(["again"] * 10_000)
    assert time.process_time() - begun < 1
