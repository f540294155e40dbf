"""The addresses of audiences and lists, below /outreach/audiences/."""

from __future__ import annotations

from django.urls import URLPattern, path

from byhand.web.views.outreach import audiences, list_imports, lists, who

urlpatterns: list[URLPattern] = [
    path("", audiences.listing, name="audiences"),
    path("new/", audiences.new, name="audience.new"),
    path("count/", audiences.count, name="audience.count"),
    path("<int:pk>/", audiences.audience, name="audience"),
    path("<int:pk>/put-away/", audiences.put_away, name="audience.put_away"),
    path("<int:pk>/people/", who.people, name="audience.people"),
    path("<int:pk>/keep-as-list/", who.keep_as_list, name="audience.keep_as_list"),
    path("lists/begin/", lists.begin, name="people_list.begin"),
    path("lists/<int:pk>/", lists.shelf, name="people_list"),
    path("lists/<int:pk>/add/", lists.add, name="people_list.add"),
    path("lists/<int:pk>/take-off/<int:person>/", lists.take_off, name="people_list.take_off"),
    path("lists/<int:pk>/put-away/", lists.put_away, name="people_list.put_away"),
    path("lists/<int:pk>/audience/", audiences.of_list, name="people_list.audience"),
    path("lists/from-elsewhere/", list_imports.listing, name="list_imports"),
    path("lists/from-elsewhere/<int:pk>/", list_imports.one_import, name="list_import"),
    path("lists/from-elsewhere/<int:pk>/left-out.csv", list_imports.left_out, name="list_import.left_out"),
]
