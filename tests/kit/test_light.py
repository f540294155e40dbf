"""Light formatting: what a colleague types becomes readable HTML and never anything else."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from byhand.kit.light import to_html

Q = "<blockquote>"
LINK = '<a href="{0}" rel="noopener noreferrer nofollow">{1}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hello\nthere", "<p>Hello<br>there</p>\n"),
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>\n"),
        ("*bold* and _slanted_", "<p><strong>bold</strong> and <em>slanted</em></p>\n"),
        ("snake_case_name, 2*3*4, * not * bold", "<p>snake_case_name, 2*3*4, * not * bold</p>\n"),
        ("Two:\n- a *b*\n- c", "<p>Two:</p>\n<ul><li>a <strong>b</strong></li><li>c</li></ul>\n"),
        (
            "> so\n> > it was\nYes",
            "<blockquote><p>so</p>\n<blockquote><p>it was</p>\n</blockquote>\n</blockquote>\n<p>Yes</p>\n",
        ),
        ("<b>&", "<p>&lt;b&gt;&amp;</p>\n"),
        (
            "https://a.test/x_y_z_.",
            "<p>" + LINK.format("https://a.test/x_y_z", "https://a.test/x_y_z") + "_.</p>\n",
        ),
        (
            "(www.a.test/b_(c))",
            "<p>(" + LINK.format("https://www.a.test/b_(c)", "www.a.test/b_(c)") + ")</p>\n",
        ),
        ("to ada@a.test!", "<p>to " + LINK.format("mailto:ada@a.test", "ada@a.test") + "!</p>\n"),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>\n"),
        ("", ""),
    ],
)
def test_text_becomes(text: str, html: str):
    assert to_html(text) == html


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"p", "br", "strong", "em", "ul", "li", "blockquote", "a"}
        assert {name for name, _ in attrs} == ({"href", "rel"} if tag == "a" else set())
        for name, value in attrs:
            assert name != "href" or str(value).startswith(("https://", "http://", "mailto:"))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        st.sampled_from("ab*_->< \n\"'&/:.@()[]http://www.x") | st.characters(codec="utf-8"), max_size=120
    )
)
def test_whatever_is_typed_only_plain_tags_come_out_and_all_are_closed(text: str):
    tags = Tags()
    tags.feed(to_html(text.lower()))
    tags.close()
    assert tags.open == []


@pytest.mark.parametrize("text", ["*" * 50_000, "_a" * 50_000, "> " * 50_000, "a@" * 50_000, "a." * 50_000 + "@",
                                  "http://" * 20_000, "(" * 50_000, "*a " * 50_000, "https://x/" + ")" * 20_000,
                                  "x@" + "a." * 50_000])  # fmt: skip
def test_time_grows_with_the_length_alone(text: str):
    started = time.perf_counter()
    to_html(text)
    assert time.perf_counter() - started < 30  # a square would take minutes; a busy machine does not
