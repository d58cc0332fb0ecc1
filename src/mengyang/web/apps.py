"""页面 — the Django app of pages and commands; it has no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates, static files and management commands."""

    name = "mengyang.web"
    label = "web"
