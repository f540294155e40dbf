"""The addresses of the pages about the house itself: first run, joining, settings, the machine."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.generic import RedirectView

from byhand.web.views import calendar_feed, first_run, imports, insight, installed, joining, machine, told
from byhand.web.views.settings import (
    colleagues,
    connecting,
    consent,
    facts,
    inboxes,
    me,
    mirror,
    promises,
    rules,
    team,
    today,
)
from byhand.web.views.settings import told as being_told

urlpatterns: list[URLPattern] = [
    path("worker.js", installed.worker, name="worker"),
    path("offline/", installed.offline, name="offline"),
    path("welcome/", first_run.welcome, name="welcome"),
    path("welcome/key/", first_run.key, name="welcome.key"),
    path("welcome/begin/", first_run.begin, name="welcome.begin"),
    path("welcome/demo/", first_run.demo, name="welcome.demo"),
    path("welcome/demo/ask/", first_run.ask_for_demo, name="welcome.ask_for_demo"),
    path("join/<str:secret>/", joining.join, name="join"),
    path("machine/", machine.machine, name="machine"),
    path("insight/", insight.insight, name="insight"),
    path("insight/ask/", insight.ask, name="insight.ask"),
    path("insight/report/", insight.report, name="insight.report"),
    path("settings/", RedirectView.as_view(pattern_name="settings.me"), name="settings"),
    path("settings/me/", me.me, name="settings.me"),
    path("settings/me/sign-out-elsewhere/", me.sign_out_elsewhere, name="settings.sign_out_elsewhere"),
    path("calendar/<slug:secret>.ics", calendar_feed.feed, name="calendar_feed"),
    path("settings/promises/", promises.promises, name="settings.promises"),
    path("settings/promises/calendar/", promises.renew, name="settings.promises.renew"),
    path("settings/promises/calendar/stop/", promises.stop, name="settings.promises.stop"),
    path("settings/today/", today.today, name="settings.today"),
    path("settings/being-told/", being_told.told, name="settings.told"),
    path("settings/being-told/pause/", being_told.pause, name="settings.told.pause"),
    path("settings/being-told/go-on/", being_told.go_on, name="settings.told.go_on"),
    path("settings/being-told/browser/", being_told.let_in, name="settings.told.let_in"),
    path("settings/being-told/browser/<int:pk>/stop/", being_told.forget, name="settings.told.forget"),
    path("settings/mirror/", mirror.mirror, name="settings.mirror"),
    path("told/", told.told, name="told"),
    path("told/seen/", told.seen_all, name="told.seen"),
    path("settings/team/", team.team, name="settings.team"),
    path("settings/colleagues/", colleagues.colleagues, name="colleagues"),
    path("settings/colleagues/invite/", colleagues.invite, name="colleagues.invite"),
    path("settings/colleagues/withdraw/<int:pk>/", colleagues.withdraw, name="colleagues.withdraw"),
    path("settings/colleagues/<int:pk>/let-go/", colleagues.let_go, name="colleague.let_go"),
    path(
        "settings/colleagues/<int:pk>/welcome-back/", colleagues.welcome_back, name="colleague.welcome_back"
    ),
    path("settings/colleagues/<int:pk>/owner/", colleagues.make_owner, name="colleague.make_owner"),
    path(
        "settings/colleagues/<int:pk>/colleague/", colleagues.make_colleague, name="colleague.make_colleague"
    ),
    path("settings/colleagues/<int:pk>/guest/", colleagues.make_guest, name="colleague.make_guest"),
    path("settings/colleagues/<int:pk>/password/", colleagues.password_link, name="colleague.password_link"),
    path("settings/inboxes/", inboxes.inboxes, name="inboxes"),
    path("settings/inboxes/new/", connecting.address, name="inbox.new"),
    path("settings/inboxes/new/servers/", connecting.servers, name="inbox.connect"),
    path("settings/inboxes/agreed/", consent.agreed, name="inbox.agreed"),
    path("settings/inboxes/<int:pk>/", inboxes.inbox, name="inbox"),
    path("settings/inboxes/<int:pk>/servers/", connecting.move, name="inbox.move"),
    path("settings/inboxes/<int:pk>/consent/", consent.ask, name="inbox.consent"),
    path("settings/inboxes/<int:pk>/pause/", inboxes.pause, name="inbox.pause"),
    path("settings/inboxes/<int:pk>/wake/", inboxes.wake, name="inbox.wake"),
    path("settings/facts/", facts.facts, name="facts"),
    path("settings/facts/<int:pk>/", facts.fact, name="fact"),
    path("settings/facts/<int:pk>/still-right/", facts.confirm, name="fact.confirm"),
    path("settings/facts/<int:pk>/put-aside/", facts.retire, name="fact.retire"),
    path("facts/", facts.for_sheet, name="facts.sheet"),
    path("settings/rules/", rules.rules, name="rules"),
    path("settings/rules/new/", rules.new, name="rule.new"),
    path("settings/rules/<int:pk>/", rules.rule, name="rule"),
    path("settings/rules/<int:pk>/up/", rules.up, name="rule.up"),
    path("settings/rules/<int:pk>/down/", rules.down, name="rule.down"),
    path("settings/rules/<int:pk>/on/", rules.on, name="rule.on"),
    path("settings/rules/<int:pk>/off/", rules.off, name="rule.off"),
    path("settings/rules/<int:pk>/take-away/", rules.remove, name="rule.remove"),
    path("settings/archives/", imports.listing, name="archives"),
    path("settings/archives/upload/", imports.upload, name="archives.upload"),
    path("settings/archives/ask/", imports.ask, name="archives.ask"),
    path("settings/archives/<int:pk>/", imports.archive, name="archive"),
]
