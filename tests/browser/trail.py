"""逐页走查: the way from screen to screen, where every link is reached for and none twice.

A screen says where to begin and what to click from there; many begin alike. Whoever stands on a
page tries each link that leads on from it (it must be there, in sight, and nothing may cover it)
and notes its address; what follows is opened at that address, so that the way to it need not be
walked again. What is no plain link is clicked.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from playwright.sync_api import Page, TimeoutError

from mengyang.web.declared import Screen

# Enough beside the other tiers; what is not there then will not come.
PATIENCE_MS = 15_000
ADDRESS = """element => {
    const scripted = element.getAttributeNames().some((name) => name.startsWith("hx-"));
    const plain = element.matches("a[href]:not([target]):not([download])") && !scripted;
    return plain ? element.href : "";
}"""

# Where one begins, and what has been clicked since.
type Way = tuple[str, tuple[str, ...]]


def areas(declared: Sequence[Screen]) -> dict[str, list[Screen]]:
    """The screens by who looks at them and the part of the site they begin in."""
    parts: dict[str, list[Screen]] = {}
    for screen in sorted(declared, key=lambda screen: (screen.account, screen.path, screen.follow)):
        part = screen.path.split("?")[0].split("/")[1]
        parts.setdefault(f"{screen.account or 'anybody'}:{part or 'home'}", []).append(screen)
    return parts


def opened(page: Page, declared: Sequence[Screen]) -> Iterator[tuple[Screen, str]]:
    """Each screen in turn as it stands on the page, with why it could not be opened, or ''."""
    steps = {step for screen in declared for step in _steps(screen)}
    known: dict[Way, str] = {}
    for screen in declared:
        try:
            _go(page, screen, steps, known)
        except TimeoutError as late:
            yield screen, late.message
        else:
            yield screen, ""


def _go(page: Page, screen: Screen, steps: set[tuple[Way, Way]], known: dict[Way, str]) -> None:
    ways = [(screen.path, screen.follow[:clicks]) for clicks in range(len(screen.follow) + 1)]
    begin = max((place for place, way in enumerate(ways) if way in known), default=0)
    page.goto(known.get(ways[begin], screen.path))
    _look_ahead(page, ways[begin], steps, known)
    for way in ways[begin + 1 :]:
        if way in known:
            page.goto(known[way])
        else:
            page.locator(way[1][-1]).first.click(timeout=PATIENCE_MS)
            page.wait_for_load_state()
        _look_ahead(page, way, steps, known)


def _look_ahead(page: Page, here: Way, steps: set[tuple[Way, Way]], known: dict[Way, str]) -> None:
    """Try the plain links that lead on from here, and note their addresses."""
    for way in sorted(ahead for behind, ahead in steps if behind == here and ahead not in known):
        link = page.locator(way[1][-1]).first
        link.wait_for(timeout=PATIENCE_MS)
        if address := link.evaluate(ADDRESS):
            link.click(trial=True, timeout=PATIENCE_MS)
            known[way] = address


def _steps(screen: Screen) -> Iterator[tuple[Way, Way]]:
    ways = [(screen.path, screen.follow[:clicks]) for clicks in range(len(screen.follow) + 1)]
    return pairwise(ways)
