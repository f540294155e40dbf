"""Its pages where its documentation puts them."""

from django.urls import include, path

urlpatterns = [path("helpdesk/", include("helpdesk.urls"))]
