"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("byhand.web.urls_accounts")),
    path("help/", include("byhand.web.urls_help")),
    path("api/", include("byhand.api.urls")),
    path("", include("byhand.web.urls")),
]
handler400 = "byhand.web.views.errors.bad_request"
handler403 = "byhand.web.views.errors.not_allowed"
handler404 = "byhand.web.views.errors.not_found"
handler500 = "byhand.web.views.errors.failed"
