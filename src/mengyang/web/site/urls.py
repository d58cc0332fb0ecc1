"""网址 — every address of the site: the pages found in `web/pages` and the API."""

from django.urls import URLPattern, URLResolver, path

from mengyang.web.family import page_addresses
from mengyang.web.interface import interface

urlpatterns: list[URLPattern | URLResolver] = [
    *page_addresses(),
    path("api/", interface.urls),
]

handler400 = "mengyang.web.pages.errors.bad_request"
handler403 = "mengyang.web.pages.errors.forbidden"
handler404 = "mengyang.web.pages.errors.not_found"
handler500 = "mengyang.web.pages.errors.broken"
