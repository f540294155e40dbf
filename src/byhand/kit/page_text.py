"""What a page says, and what of it is new: a walk over its cleaned tags and the words between them."""

from __future__ import annotations

from byhand.kit.html_tags import BREAK, CELL, SPECIAL, Tag
from byhand.kit.html_text import Lines


class PageText:
    """`all` gathers the words a reader sees; `new` parts from it at the first quote and leaves quotes out.

    Most of a mail's pages is tags that mean little to a reader of text, so `read` is one flat loop, and the few
    tags that matter (`SPECIAL`) go through the methods below.
    """

    def __init__(self) -> None:
        self.all = Lines()
        self.new: Lines | None = None
        self.targets: tuple[Lines, ...] = (self.all,)  # whom the words at this place belong to
        self.within: list[tuple[int, Tag]] = []  # special tags still open, each with its depth
        self.hidden = self.quoted = self.pre = 0
        self.in_tail = False

    def read(self, before: str, tags: list[Tag], texts: list[str]) -> None:
        """Walks over a page: the words before its first tag, then each tag with the words behind it."""
        self.all.words(_unescaped(before))
        depth, within = 0, self.within  # the depth is that within the outermost special tag
        targets, is_unusual = self.targets, False
        for tag, text in zip(tags, texts, strict=True):
            effect = tag.effect
            if effect == SPECIAL:
                depth = depth + tag.step if within else tag.step
                self._opening(tag, depth)
                targets, is_unusual = self.targets, self.hidden or self.pre
            else:
                if effect:
                    for lines in targets:
                        if effect == CELL:
                            lines.space = True
                        elif effect == BREAK:
                            lines.breaks = lines.breaks + 1 if lines.breaks < 3 else 3
                        elif lines.breaks < effect:
                            lines.breaks = effect
                if within:
                    depth += tag.step
                    if depth < within[-1][0]:
                        self._closing()
                        targets, is_unusual = self.targets, self.hidden or self.pre
            if not text:
                continue
            if is_unusual:
                self._unusual(text)
            elif text.isspace():  # most of what stands between tags
                for lines in targets:
                    lines.space = True
            else:
                plain = _unescaped(text) if "&" in text else text
                for lines in targets:
                    lines.words(plain)

    def new_text(self) -> str | None:
        """The words outside quotes; None if the page marks none."""
        return self.new.text() if self.new else None

    def _unusual(self, escaped: str) -> None:
        """Words that are hidden, or set as they stand."""
        for lines in self.targets:
            if not self.hidden:
                lines.preformatted(_unescaped(escaped))
            elif escaped.isspace() and not self.pre:
                lines.space = True

    def _opening(self, tag: Tag, depth: int) -> None:
        if tag.quote or tag.tail:
            self._begins_quote(tag)
        for lines in self.targets:
            lines.opens(tag.name, tag.breaks)
        if tag.alt and not self.hidden:
            for lines in self.targets:
                lines.words(tag.alt)
        if tag.step:
            self.within.append((depth, tag))
            self._count(tag, 1)

    def _closing(self) -> None:
        self._count(self.within.pop()[1], -1)

    def _count(self, tag: Tag, step: int) -> None:
        self.hidden += step * tag.hidden
        self.pre += step * (tag.name == "pre")
        self.quoted += step * (tag.quote or tag.signature)
        if tag.name == "blockquote" and tag.quote:
            self.all.depth += step
        if self.new is not None:
            self.targets = (self.all,) if self.quoted or self.in_tail else (self.all, self.new)

    def _begins_quote(self, tag: Tag) -> None:
        """Leaves a `>` in the new text where the quote stood, so that the line above it is known for what it is."""
        if self.new is None:
            self.new = self.all.copy()
        if not self.quoted and not self.in_tail:
            self.new.alone(">")
        self.in_tail = self.in_tail or tag.tail


def _unescaped(text: str) -> str:
    """nh3 writes these four references and no others (HTML, "serialising HTML fragments")."""
    return text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
