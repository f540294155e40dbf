"""The pane of the list: which lists there are, and what of one is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Sight
from byhand.conversations.conversation import Conversation, ConversationQuerySet
from byhand.conversations.counting import CAP, Counts, counts
from byhand.conversations.paging import slice_of, top_of
from byhand.conversations.saved_view import SavedView
from byhand.team.kept import Given, kept
from byhand.team.user import User
from byhand.web.at_the_desk import DeskRequest
from byhand.web.forms.turns import moments_left
from byhand.web.found import BEST, WAIT, Shown, found

# Ten are in sight on a large screen; drawing rows is most of what the page costs.
PAGE = 25
MOST = 400


Me = int | Given  # the colleague who looks, or the hole of a kept query in which they are put


@dataclass(frozen=True, slots=True)
class List:
    """One list: its name in an address, its title, its rows, and what is said when it is empty."""

    name: str
    title: Words | str
    rows: Callable[[ConversationQuerySet, Me], ConversationQuerySet]
    empty: Words
    hint: Words | str


LISTS = (
    List("waiting", _("Waiting for us"), lambda rows, _me: rows.waiting(), _("Nobody is waiting for us."),
         _("New mail appears here by itself.")),
    List("theirs", _("For them"), lambda rows, _me: rows.theirs(), _("Nothing lies with them."),
         _("What we have answered and they have not stands here.")),
    List("later", _("Later"), lambda rows, _me: rows.later(), _("Nothing is put off."),
         _("What you put off comes back on its day, or when they write.")),
    List("all", _("All"), lambda rows, _me: rows.everything(), _("There are no conversations yet."),
         _("Connect a mailbox under Settings, or import an archive.")),
    List("mentions", _("You are mentioned"), lambda rows, me: rows.mentioning(me), _("Nobody has called you."),
         _("When a colleague writes your @name in a note, it stands here until you have read it.")),
    List("not-for-us", _("Not for us"), lambda rows, _me: rows.not_for_us(), _("Nothing is folded away."),
         _("Spam and machines land here. Nothing is deleted.")),
)  # fmt: skip
BY_NAME = {one.name: one for one in LISTS}
VIEW = "view-"


def pane(request: DeskRequest) -> dict[str, Any]:
    """What the pane shows: the list or search that the address names. Two queries."""
    query = request.GET
    words, after, size = query.get("q", "").strip(), query.get("after", ""), _size(query.get("rows", ""))
    sort = query.get("sort", "") if query.get("sort") in (BEST, WAIT) else ""
    chosen = BY_NAME.get(query.get("list", ""), LISTS[0])
    view = None if "q" in query else _view(request, query.get("list", ""))
    if "q" in query:
        shown = found(request, query["q"], after=after, size=size, sort=sort)
    elif view is not None:
        chosen = _list_of(view)
        shown = found(request, view.words, after=after, size=size, sort=view.order)
    elif after:
        shown = slice_of(chosen.rows(request.seen, request.user.pk).for_list(), after=after, size=size)
    else:
        shown = top_of(_top(chosen.name, request.sight, size + 1), size=size, me=request.user.pk)
    counted = counts(request.sight, request.user)
    return _choosing(request) | {
        "view": view, "shelf": _shelf(counted.views),
        "lists": LISTS[:4], "mentions": BY_NAME["mentions"], "folded": BY_NAME["not-for-us"],
        "chosen": None if "q" in query else chosen, "words": words, "rows": shown.rows, "after": shown.after,
        "counts": counted, "searching": "q" in query, "number": _number,
        "found": shown if isinstance(shown, Shown) else None, "sort": sort,
    }  # fmt: skip


def address_of_view(pk: int) -> str:
    return f"{reverse('conversations')}?list={VIEW}{pk}"


def _view(request: DeskRequest, name: str) -> SavedView | None:
    """The saved view that the address names, if this colleague has it. One query where it names one."""
    pk = name.removeprefix(VIEW)
    if not name.startswith(VIEW) or not pk.isdecimal() or len(pk) > 18:
        return None
    return SavedView.objects.visible_to(request.user.pk).filter(pk=int(pk)).first()


def _list_of(view: SavedView) -> List:
    """A view stands where a list stands; what is in it is looked for in its words."""
    return List(
        f"{VIEW}{view.pk}",
        view.name,
        lambda rows, _me: rows.none(),
        _("Nothing stands here now."),
        view.words,
    )


def _shelf(lines: str) -> list[tuple[str, str]]:
    """Each saved view: the name of its list, and what it is called."""
    views = [line.partition("\t") for line in lines.splitlines()]
    return sorted(((f"{VIEW}{pk}", name) for pk, _tab, name in views), key=lambda one: one[1].casefold())


def _choosing(request: DeskRequest) -> dict[str, Any]:
    """Where several rows are to be ticked, all of them if so asked: what can be done with them. One query more."""
    choose = request.GET.get("choose", "")
    if choose not in ("1", "all") or request.user.is_guest:
        return {"choosing": ""}
    answering = User.objects.answering().order_by("name", "pk")
    return {"choosing": choose, "could_have": list(answering), "moments_for_all": moments_left()}


@kept
def _top(name: str, sight: Sight, rows: int) -> ConversationQuerySet:
    return BY_NAME[name].rows(Conversation.objects.in_sight(sight), Given("me")).for_list()[:rows]


def of_list(counted: Counts, name: str) -> int:
    """How many stand in that list; lists without a figure have none."""
    return getattr(counted, name.replace("-", "_"), 0)


def _number(counted: Counts, name: str) -> str:
    """The figure beside a list: “9”, “999+”, or nothing."""
    number = of_list(counted, name)
    return f"{CAP - 1}+" if number >= CAP else str(number or "")


def _size(rows: str) -> int:
    """A list that refreshes itself asks for as many rows as it shows."""
    return min(max(int(rows), PAGE), MOST) if rows.isdecimal() and len(rows) < 6 else PAGE
