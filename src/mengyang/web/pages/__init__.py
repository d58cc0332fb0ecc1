"""页面 — one module a page or a few pages that belong together; found by `web.family`."""

from django.urls import register_converter

from mengyang.web.addresses import RowNumber

# Here, because no page can be imported before its package.
register_converter(RowNumber, "row")
