"""What kit does quickly comes to the same as what it would do slowly, on real, hostile and made-up letters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bench.corpora import FOLDER
from tests.kit import slow_ways
from tests.kit.hostile import CORPUS, SLOW
from tests.kit.xss_vectors import VECTORS

from byhand.kit.addresses import _regular_list, _Scanner, parse_addresses
from byhand.kit.archives import open_archive
from byhand.kit.charsets import _without_surrogates
from byhand.kit.headers import _CONTROLS, parse_fields
from byhand.kit.html_tags import Tags, rewrite
from byhand.kit.html_text import _single_spaced
from byhand.kit.mime import ParsedMail, read_mail
from byhand.kit.page import read_page
from byhand.kit.quoting import new_text_of, split

_EVERY = {"spamassassin.mbox.gz": 4, "enron-6.mbox.gz": 50}  # letters of the whole file that are compared


def _both_ways(
    letters: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> tuple[list[ParsedMail], list[ParsedMail]]:
    quickly = [read_mail(raw) for raw in letters]
    slow_ways.put_in_place(monkeypatch)
    return quickly, [read_mail(raw) for raw in letters]


@pytest.mark.parametrize("name", sorted(set(CORPUS) - SLOW))
def test_a_hostile_letter_reads_the_same_slowly(name: str, monkeypatch: pytest.MonkeyPatch):
    quickly, slowly = _both_ways([CORPUS[name]()], monkeypatch)
    assert quickly == slowly


def test_the_pages_of_attackers_read_the_same_slowly(monkeypatch: pytest.MonkeyPatch):
    pages = [html for _, html in VECTORS]
    pages += [f"<blockquote>{a}<ul><li>{b}</ul></blockquote>{a}" for a, b in pairwise(pages)]
    letters = [b"Content-Type: text/html; charset=utf-8\n\n" + page.encode() for page in pages]
    quickly, slowly = _both_ways(letters, monkeypatch)
    assert quickly == slowly


@pytest.mark.parametrize("file", sorted(_EVERY))
def test_real_letters_read_the_same_slowly(file: str, monkeypatch: pytest.MonkeyPatch):
    if not (FOLDER / file).exists():
        pytest.skip("the large data is not here")
    letters = [one.raw for one in open_archive(FOLDER / file).messages()][:: _EVERY[file]]
    quickly, slowly = _both_ways(letters, monkeypatch)
    assert len(letters) > 500
    for number, (quick, slow) in enumerate(zip(quickly, slowly, strict=True)):
        assert quick == slow, number


_MARKUP = st.lists(
    st.sampled_from([
        "<p>", "</p>", "<div>", "</div>", "<br>", "<li>", "</li>", "<ul>", "</ul>", "<pre>", "</pre>", "<td>", "</td>",
        "<table>", "<tr>", "</table>", "<blockquote>", "</blockquote>", '<blockquote style="border:none">', "<hr>",
        '<div class="gmail_quote">', '<div id="divRplyFwdMsg">', '<div class="gmail_signature">',
        '<hr id="stopSpelling">',
        '<span style="display:none">', "</span>", "<b hidden>", "</b>", '<img alt="a  lid" src="cid:x">', "&nbsp;",
        "&amp;",
        "one", "two  three", " ", "\n", " \n\t", "four\n five ", "<a href='https://x.example/?a=1&b=2'>", "</a>",
        "<x-y>",
    ]),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_MARKUP)
def test_any_page_reads_the_same_slowly(source: str):
    quickly = _told(source)
    with pytest.MonkeyPatch.context() as monkeypatch:
        slow_ways.put_in_place(monkeypatch)
        assert _told(source) == quickly


def _told(source: str) -> tuple[object, ...]:
    page = read_page(source)
    words = (page.text, page.new_text)
    assert len(page.text.replace("> ", "")) <= page.most_letters()
    return (*words, page.html, page.is_rich, page.cids, page.problem, page.holds_quotes())


_LINES = st.lists(
    st.sampled_from([
        "", " ", "Hello,", "yes: no", "> old", " > old", ">> older", "-- ", "--", "- Tom", " - plan.xls", "\t- Ada",
        "~ Ada",
        "Sent from my phone", "[Sent from my phone]", "____________", "unsubscribe from this mailing list",
        "*From:* Ruth",
        "From: Ruth", "Sent: Tuesday", "To: Studio", "Subject: x", "-----Original Message-----", "Ruth wrote:",
        "und schrieb:",
        "On 1.1.2020 at 10:00 a@b.example wrote:", "2026年11月17日 写道：", "they said:", "a@b.example, 2020:",
        "The list:", "****",
        "Begin forwarded message:", "x" * 70,
    ]),
    max_size=24,
).map("\n".join)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(_LINES)
def test_any_letter_is_taken_apart_the_same_slowly(text: str):
    pieces, new = split(text), new_text_of(text)
    assert new == pieces.new_text
    with pytest.MonkeyPatch.context() as monkeypatch:
        slow_ways.put_in_place(monkeypatch)
        assert split(text) == pieces


_ADDRESS = st.sampled_from([
    "a@b.example", "<a@b.example>", "Ada L <a@b.example>", '"Doe, Jane" <j@d.example>', "'Ada' <a@b.example>",
    '"" <a@b>',
    "<'a@b.example'>", "a@b.example (Ada)", "Doe", "<a@b>x", '"a\\"b" <a@b>', "A  [x] <a@b>", "\x85 <\x85@b>",
    '"A" a@b', "a b@c",
    "\t<a@b.example>\t", "group: a@b;", "@b.example:a@c.example", "mailto:a@b.example", "'@'",
    "=?utf-8?q?=C3=A4?= <a@b>",
])  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(
    st.lists(_ADDRESS, min_size=2, max_size=6),
    st.sampled_from([",", ", ", " ,", ",,", ";", " "]),
    st.integers(1, 5),
)
def test_a_regular_list_of_addresses_is_what_the_scanner_finds(entries: list[str], between: str, most: int):
    value = between.join(entries)
    quickly = _regular_list(value, most)
    assert quickly is None or quickly == _Scanner(value).mailboxes(most)


def test_an_ordinary_list_of_addresses_needs_no_scanner():
    value = 'Ada L <a@b.example>, c@d.example, "Doe, Jane" <j@d.example>, <e@f.example>'
    assert _regular_list(value, 10) == list(parse_addresses(value, 10))
    assert [one.name for one in parse_addresses(value, 10)] == ["Ada L", "", "Doe, Jane", ""]


@given(st.text(st.sampled_from(" \t\n\r\f\x0b\x1c\xa0\u2003ab"), max_size=60))
def test_single_spaces_are_what_the_pattern_makes_of_them(text: str):
    assert _single_spaced(text) == slow_ways._SPACES.sub(" ", text)


@given(
    st.text(st.characters(), max_size=30) | st.text(st.sampled_from("aé\ud800\udc00\U0001f600"), max_size=30)
)
def test_lone_surrogates_are_found_wherever_they_stand(text: str):
    assert _without_surrogates(text) == slow_ways.without_surrogates(text)


@pytest.mark.parametrize("control", sorted(set(_CONTROLS) - set(b"\r")))
def test_every_control_character_is_left_out_of_a_header(control: int):
    raw = b"Sub%cject: a%cb\n" % (control, control)
    assert parse_fields(raw, 0, len(raw)) == {"subject": "ab"}


def test_a_remembered_tag_is_the_tag_itself_and_not_all_are_remembered():
    known = Tags()
    for source in (
        'a href="https://x.example/"',
        'img src="cid:x" alt="y"',
        'td width="1"',
        "/td",
        "blockquote",
        "x-y",
    ):
        assert known[source] == rewrite(source)
        assert known[source] is known[source]
    long = f'img src="data:image/png;base64,{"A" * 500}"'
    assert known[long] == rewrite(long) and long not in known
    for number in range(10_000):
        assert known[f'td width="{number}"'].name == "td"
    assert len(known) < 9_000
