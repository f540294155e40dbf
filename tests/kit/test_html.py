# ruff: noqa: E501, SIM905 - mail and HTML as they come
"""HTML of strangers is harmless once sanitised, and says what it said."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from tests.kit.xss_vectors import VECTORS

from byhand.kit.html import sanitise, text_of, with_inline_images, with_remote_images
from byhand.kit.page import read_page

_MAY_LINK = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_TAGS = set(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd"
    " del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li"
    " main mark nav ol p pre q s samp section small span strike strong sub sup table tbody td tfoot th"
    " thead time tr tt u ul var wbr".split()
)


class _Looker(HTMLParser):
    """Reads the result as a browser might, and notes what is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in _TAGS:
            self.wrong.append(f"<{tag}>")
        if tag not in ("br", "hr", "img", "col", "wbr"):
            self.open.append(tag)
        for name, value in attrs:
            self._look(tag, name, value or "")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"stray </{tag}>")

    def _look(self, tag: str, name: str, value: str) -> None:
        allowed = not name.startswith("on") and name not in (
            "class",
            "id",
            "name",
            "srcset",
            "background",
            "ping",
            "form",
        )
        if not allowed or (
            name.startswith("data-") and name not in ("data-remote-src", "data-cid", "data-quote")
        ):
            self.wrong.append(name)
        if name == "href" and not (tag == "a" and _MAY_LINK.match(value)):
            self.wrong.append(f"href={value}")
        if (name == "src" and not value.startswith("data:image/")) or value.startswith("data:image/svg"):
            self.wrong.append(f"src={value}")
        if name == "style" and re.search(
            r"url|position|z-index|inset|transform|expression|\\|@|(^|[\s:,(])-\d|calc", value
        ):
            self.wrong.append(f"style={value}")


def _wrongs(html: str) -> list[str]:
    looker = _Looker()
    looker.feed(html)
    looker.close()
    return looker.wrong + [f"unclosed {tag}" for tag in looker.open]


@pytest.mark.parametrize(("name", "html"), VECTORS, ids=[name for name, _ in VECTORS])
def test_a_known_attack_is_harmless(name, html):
    clean = sanitise(html)
    assert clean is not None
    assert _wrongs(clean) == []
    assert _wrongs(with_remote_images(clean).replace(' src="http', ' alt="http')) == []
    assert sanitise(f"<p>before</p>{html}") is not None


def test_there_are_enough_attacks_and_each_has_a_name_of_its_own():
    assert len(VECTORS) >= 80
    assert len({name for name, _ in VECTORS}) == len(VECTORS)


def test_remote_images_wait_until_they_are_asked_for():
    clean = sanitise(
        '<img src="https://shop.example/a.png?x=1&amp;y=2" alt="A lid"><img src="//shop.example/b.png">'
    )
    assert clean == (
        '<img alt="A lid" data-remote-src="https://shop.example/a.png?x=1&amp;y=2">'
        '<img data-remote-src="https://shop.example/b.png">'
    )
    assert with_remote_images(clean) == (
        '<img alt="A lid" src="https://shop.example/a.png?x=1&amp;y=2"><img src="https://shop.example/b.png">'
    )


def test_words_that_look_like_a_waiting_image_stay_words():
    clean = sanitise('<p> data-remote-src="https://x.example"  data-cid="x"</p>')
    assert clean and with_remote_images(with_inline_images(clean, {"x": "/files/1"})) == clean


def test_inline_images_are_filled_in_by_content_id():
    clean = sanitise('<img src="cid:lid@kiln"><img src="cid:lost">')
    assert clean and with_inline_images(clean, {"lid@kiln": '/files/1?"x'}) == (
        '<img src="/files/1?&quot;x"><img data-cid="lost">'
    )


def test_small_images_inside_the_page_are_kept():
    assert (
        sanitise('<img src="data:image/png;base64,iVBORw0KGgo=">')
        == '<img src="data:image/png;base64,iVBORw0KGgo=">'
    )


def test_links_open_elsewhere_and_say_nothing_of_us():
    assert sanitise('<a href="https://shop.example/" onclick="x" target=_top rel=opener>shop</a>') == (
        '<a href="https://shop.example/" rel="noopener noreferrer nofollow" target="_blank">shop</a>'
    )


def test_harmless_style_is_kept():
    assert sanitise("<p style='COLOR: red; margin: 0 0 4px; font-family: \"Gill Sans\", serif'>x</p>") == (
        '<p style="color:red;margin:0 0 4px;font-family:&#x27;Gill Sans&#x27;, serif">x</p>'
    )


def test_too_many_links_leave_the_text():
    page = read_page('<a href="https://x.example/">word</a> ' * 5_001)
    assert page.html is None
    assert page.text.startswith("word word")
    assert "5,000 links" in page.problem


def test_text_has_the_lines_a_reader_sees():
    html = """<head><title>No</title><style>p{}</style></head><h1>Kiln</h1><p>Dear  Ruth,<br>it
    is&nbsp;ready &amp; <b>warm</b>.</p><ul><li>lid</li><li>pot</li></ul><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>
    <script>no()</script><div style="display:none">preview</div><span style="font-size:0">x</span><pre>  two
  lines</pre><p>end"""
    assert (
        text_of(html)
        == "Kiln\n\nDear Ruth,\nit is ready & warm.\n\n- lid\n- pot\n\na b\nc\n\n  two\n  lines\n\nend"
    )


def test_angles_in_attributes_and_words_come_escaped_from_nh3():
    """What `page.py` relies on to tell words from tags."""
    clean = sanitise('<img alt="a<b>c" title="&lt;p&gt;"><p>a &lt; b > c</p>')
    assert clean == '<img alt="a&lt;b&gt;c" title="&lt;p&gt;"><p>a &lt; b &gt; c</p>'


def test_quotes_in_a_page_look_like_quotes_in_text():
    assert (
        text_of("<p>Yes.</p><blockquote><p>Twelve?</p><p>Or ten?</p></blockquote>")
        == "Yes.\n\n> Twelve?\n>\n> Or ten?"
    )


@pytest.mark.parametrize(
    "html", ["<p>x", "<table><td>x</table>", "</p>x", "a<b", "&lt;script&gt;", "<", "&", "<>", "< p>"]
)
def test_sanitising_twice_changes_nothing(html):
    once = sanitise(html)
    assert once is not None and sanitise(once) == once
