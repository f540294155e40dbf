"""The addresses of the pages."""

urlpatterns = []
