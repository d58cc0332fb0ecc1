"""数据表 — the Django app that holds every table of the house."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """One app, one migration history; tables are named `<subject>_<name>`."""

    name = "mengyang.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
