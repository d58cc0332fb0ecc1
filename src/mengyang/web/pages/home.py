"""首页 — the cards that other pages declare, for whom they concern."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from mengyang.web.declared import MenuEntry, Screen
from mengyang.web.family import home_cards
from mengyang.web.request import Request

MENU = (MenuEntry(gettext_noop("Home"), "home", order=0),)
SCREENS = (
    Screen("home-leader", "/", account="leader"),
    Screen("home-officer", "/", account="officer"),
)


@require_safe
def home(request: Request) -> HttpResponse:
    """What stands open today, for this person."""
    mine, around = (cards(request, is_mine=is_mine) for is_mine in (True, False))
    # Whoever has tasks to do or to judge begins with them; who has none, with the whole.
    mine_first = any(card["shown"].get("tasks") for card in mine)
    columns = [column for column in (mine, around) if column]
    return render(
        request,
        "frame/home.html",
        {
            "title": gettext("What is due today?"),
            "columns": columns if mine_first else columns[::-1],
            "mine_first": mine_first,
        },
    )


def cards(request: Request, *, is_mine: bool) -> list[dict[str, Any]]:
    """The cards that concern the person, each with what it shows."""
    filled = ((card, card.fill(request)) for card in home_cards() if card.is_mine == is_mine)
    return [
        {"template": card.template, "shown": shown} for card, shown in filled if shown is not None
    ]


urlpatterns = [path("", home, name="home")]
