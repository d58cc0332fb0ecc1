"""页面声明 — what a page module may declare beside `urlpatterns`: MENU, HOME and SCREENS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mengyang.core.access import Actor
from mengyang.web.request import Request

# Beyond it a number in the menu says no more.
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """菜单项 — shown to whoever may do `action` to some `kind`; both empty: to all signed in.

    `label` is an English msgid marked by `gettext_noop`; `order` sorts the menu, tens apart.
    `concerns` leaves out those who may, but to whom the page has nothing to show; `covers` are
    addresses that belong to the entry and do not begin with its own. `waiting` counts what nobody
    has read yet, `MOST_COUNTED` at most.
    """

    label: str
    url_name: str
    order: int
    action: str = ""
    kind: str = ""
    concerns: Callable[[Actor], bool] | None = None
    covers: tuple[str, ...] = ()
    waiting: Callable[[Request], int] | None = None


@dataclass(frozen=True, slots=True)
class HomeCard:
    """首页卡片 — a template and what `fill` gives it; None to whom it does not concern.

    `is_mine` where the person or the unit has to act: those stand together.
    """

    template: str
    fill: Callable[[Request], Mapping[str, Any] | None]
    order: int
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """界面截图 — one page as `account` of the demo sees it, for `docs/screens/<name>-<lang>.png`.

    `path` is where to begin, `follow` the CSS selectors clicked one after the other from there;
    `settle_ms` is how long to wait for what the page fetches by itself.
    """

    name: str
    path: str
    account: str = ""
    follow: tuple[str, ...] = ()
    phone: bool = False
    settle_ms: int = 0


@dataclass(frozen=True, slots=True)
class Tab:
    """页签 — a part of a page with an address of its own; `count` is what lies behind it."""

    label: str
    url: str
    is_current: bool
    count: int | None = None
