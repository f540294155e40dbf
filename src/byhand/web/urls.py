"""The addresses of the pages."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from byhand.web.views import (
    arrivals,
    conversations,
    forwarding,
    in_hand,
    letters,
    merging,
    messages,
    palette,
    people,
    privacy,
    tags,
    together,
    told,
    turns,
    uploads,
    writing,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", conversations.start, name="start"),
    path("search/", conversations.search, name="search"),
    path("in-hand/", in_hand.page, name="in_hand"),
    path("palette/", palette.palette, name="palette"),
    path("conversations/", conversations.listing, name="conversations"),
    path("together/", together.move, name="together"),
    path("together/<int:pk>/undo/", together.undo, name="together.undo"),
    path("conversations/<slug:public_id>/", conversations.conversation, name="conversation"),
    path("conversations/<slug:public_id>/write/", writing.write, name="conversation.write"),
    path("conversations/<slug:public_id>/draft/", writing.keep, name="conversation.draft"),
    path("conversations/<slug:public_id>/assign/", turns.assign, name="conversation.assign"),
    path("conversations/<slug:public_id>/tag/", tags.tag, name="conversation.tag"),
    path("conversations/<slug:public_id>/untag/", tags.untag, name="conversation.untag"),
    path("conversations/<slug:public_id>/read/", turns.read, name="conversation.read"),
    path("conversations/<slug:public_id>/forward/", forwarding.forward, name="conversation.forward"),
    path("conversations/<slug:public_id>/seen/", told.seen, name="conversation.seen"),
    path("conversations/<slug:public_id>/merge/", merging.choose, name="conversation.merge"),
    path("conversations/<slug:public_id>/merge/into/", merging.merge, name="conversation.merge_into"),
    path("conversations/<slug:public_id>/messages/<int:pk>/split/", merging.split, name="message.split"),
    path("conversations/<slug:public_id>/moves/<int:pk>/undo/", merging.apart, name="move.undo"),
    path("conversations/<slug:public_id>/done/", turns.close, name="conversation.close"),
    path("conversations/<slug:public_id>/open/", turns.reopen, name="conversation.reopen"),
    path("conversations/<slug:public_id>/later/", turns.later, name="conversation.later"),
    path("conversations/<slug:public_id>/sooner/", turns.sooner, name="conversation.sooner"),
    path("conversations/<slug:public_id>/not-for-us/", turns.fold, name="conversation.fold"),
    path("conversations/<slug:public_id>/for-us/", turns.unfold, name="conversation.unfold"),
    path("conversations/<slug:public_id>/who-sees-it/", privacy.who_sees_it, name="conversation.privacy"),
    path("conversations/<slug:public_id>/open-up/", privacy.open_up, name="conversation.open_up"),
    path("conversations/<slug:public_id>/promise/", turns.promise, name="conversation.promise"),
    path("conversations/<slug:public_id>/messages/<int:pk>/undo/", writing.undo, name="message.undo"),
    path(
        "conversations/<slug:public_id>/messages/<int:pk>/anyway/", writing.send_anyway, name="message.anyway"
    ),
    path(
        "conversations/<slug:public_id>/messages/<int:pk>/deliveries/<int:delivery>/again/",
        writing.send_again,
        name="message.again",
    ),
    path(
        "conversations/<slug:public_id>/messages/<int:pk>/deliveries/<int:delivery>/leave/",
        writing.let_be,
        name="message.let-be",
    ),
    path("promises/<int:pk>/keep/", turns.keep_promise, name="promise.keep"),
    path("messages/<int:pk>/html/", messages.html, name="message.html"),
    path("messages/<int:pk>/text/", messages.text, name="message.text"),
    path("messages/<int:pk>/original/", messages.original, name="message.original"),
    path("attachments/<int:pk>/", messages.attachment, name="attachment"),
    path("attachments/<int:pk>/picture/", messages.picture, name="attachment.picture"),
    path("write/", letters.new, name="write"),
    path("write/draft/", letters.keep, name="write.keep"),
    path("write/files/<int:pk>/picture/", uploads.picture, name="draft.picture"),
    path("write/<int:pk>/files/", uploads.to_letter, name="write.files"),
    path("conversations/<slug:public_id>/files/", uploads.to_answer, name="conversation.files"),
    path("write/<int:pk>/", letters.begun, name="write.begun"),
    path("write/<int:pk>/discard/", letters.discard, name="write.discard"),
    path("tags/", tags.names, name="tags"),
    path("people/", people.index, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/describe/", people.describe, name="person.describe"),
    path("people/<int:pk>/remember/", people.remember, name="person.remember"),
    path("people/<int:pk>/forget/<int:memory>/", people.forget, name="person.forget"),
    path("people/<int:pk>/block/", people.block, name="person.block"),
    path("people/<int:pk>/unblock/", people.unblock, name="person.unblock"),
    path("people/<int:pk>/pictures/", people.pictures, name="person.pictures"),
    path("needs-a-look/", arrivals.index, name="arrivals"),
    path("needs-a-look/<int:pk>/original/", messages.arrival_original, name="arrival.original"),
    path("needs-a-look/<int:pk>/read-again/", arrivals.read_again, name="arrival.again"),
]
# The pages about the house itself: first run, settings, the machine.
if find_spec("byhand.web.urls_house"):
    urlpatterns.append(path("", include("byhand.web.urls_house")))
