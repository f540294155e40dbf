"""Fields in words to many: what is known stands there, else what the author wrote behind the bar."""

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from byhand.kit.markdown import to_html
from byhand.kit.personal import Slot, broken_in, filled, made_html, slots_in


def test_what_is_known_stands_there_else_the_words_behind_the_bar():
    words = "Dear {first|friend of the studio}, how is {organisation|everyone}?"
    assert filled(words, {"first": "Ruth"}) == "Dear Ruth, how is everyone?"
    assert filled(words, {}) == "Dear friend of the studio, how is everyone?"
    assert slots_in(words) == [Slot("first", "friend of the studio"), Slot("organisation", "everyone")]
    assert slots_in("{first}") == [Slot("first", None)] and filled("{first}", {}) == ""


def test_other_braces_are_words():
    for words in ("{ }", "{42}", "a {B|c}", "{two\nlines|x}", "{{}}", "{" * 400):
        assert filled(words, {"first": "Ruth"}) == words and slots_in(words) == []


def test_a_slot_that_is_none_is_found():
    assert broken_in("Dear {First|x}, {first |y} {first|x} and {name|")
    assert broken_in("A set { of } braces, {first|well} used") == []


def test_a_value_is_words_and_never_markup():
    words = "Dear {first|*you*}, \ue0000\ue001\n\n| a |\n|---|\n| {organisation|all of you} |"

    def page(values):
        return made_html(words, to_html, lambda slot: escape(slot.said(values)))

    filled_in = page({"first": "<b>*R*</b> {organisation|x}", "organisation": "A & B"})
    assert (
        "<p>Dear &lt;b&gt;*R*&lt;/b&gt; {organisation|x}, 0</p>" in filled_in
        and "<td>A &amp; B</td>" in filled_in
    )
    assert "Dear *you*," in page({}) and "<td>all of you</td>" in page({})


def test_two_slots_that_say_something_else_have_two_keys():
    one, other, bare = slots_in("{first|you} {first|friend} {first}")
    assert len({one.key, other.key, bare.key}) == 3 and bare.key == "first"


@given(st.text(max_size=60), st.text(max_size=20))
def test_a_value_never_fills_another_slot(words, value):
    assert filled("{first|x}" + words.replace("{", ""), {"first": value or "x"}).startswith(value or "x")
