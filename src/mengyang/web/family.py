"""页面家族 — pages and API modules are found by scanning their folders: one new file, no list."""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from django.urls import URLPattern, URLResolver

from mengyang.web.declared import HomeCard, MenuEntry, Screen

PAGES = "mengyang.web.pages"
API = "mengyang.web.api"


@cache
def page_modules() -> tuple[ModuleType, ...]:
    """Every module of `web/pages` that has `urlpatterns`, by name."""
    return tuple(module for module in _modules(PAGES) if hasattr(module, "urlpatterns"))


@cache
def api_modules() -> tuple[ModuleType, ...]:
    """Every module of `web/api` that has a `router` and its `PREFIX`, by name."""
    return tuple(module for module in _modules(API) if hasattr(module, "router"))


def page_addresses() -> list[URLPattern | URLResolver]:
    """The addresses of all pages, in the order of the modules' names."""
    return [pattern for module in page_modules() for pattern in module.urlpatterns]


@cache
def menu() -> tuple[MenuEntry, ...]:
    """Every MENU entry, sorted."""
    entries = (entry for module in page_modules() for entry in getattr(module, "MENU", ()))
    return tuple(sorted(entries, key=lambda entry: (entry.order, entry.label)))


@cache
def home_cards() -> tuple[HomeCard, ...]:
    """Every HOME card, sorted."""
    cards = (card for module in page_modules() for card in getattr(module, "HOME", ()))
    return tuple(sorted(cards, key=lambda card: (card.order, card.template)))


@cache
def screens() -> tuple[Screen, ...]:
    """Every page that is to be photographed."""
    found = (screen for module in page_modules() for screen in getattr(module, "SCREENS", ()))
    return tuple(sorted(found, key=lambda screen: screen.name))


def _modules(package: str) -> Iterator[ModuleType]:
    """The public modules of a package; a family member of many files is a package itself."""
    for found in pkgutil.iter_modules(import_module(package).__path__):
        if not found.name.startswith("_"):
            yield import_module(f"{package}.{found.name}")
