"""区划选择 — the one field in which an area is chosen, in filters and forms alike.

It offers the areas near the reader; while one types it looks for others by name. Without scripts
what is offered is what there is, and what was chosen before stays.
"""

from django import forms
from django.urls import reverse_lazy

from mengyang.store.reads.area_choices import AreaChoice, area_chosen, areas_near
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.request import Request, reach_of

# Where the names are looked up while one types.
FIND_URL = reverse_lazy("api:areas_named")


class AreaSelect(forms.Select):
    """The field in a form."""

    def __init__(self) -> None:
        super().__init__(attrs={"data-search": "yes", "data-find": FIND_URL})


def areas_on(request: Request, *chosen: object) -> list[tuple[str, str]]:
    """The areas near the reader as choices, in the order of the tree; then what is chosen."""
    return [(str(row.id), tree_label(row)) for row in near_and(request, *chosen)]


def near_and(request: Request, *chosen: object) -> list[AreaChoice]:
    """The areas near the reader, then those chosen that lie elsewhere within reach."""
    reach, day = reach_of(request.actor, "see", "area"), today()
    rows = list(areas_near(reach, day, {post.area_path for post in request.actor.posts}))
    for text in dict.fromkeys(str(each or "") for each in chosen):
        known = {str(row.id) for row in rows}
        if text.isascii() and text.isdigit() and len(text) < 16 and text not in known:
            found = area_chosen(reach, day, int(text))
            rows += [found] if found else []
    return rows


def tree_label(row: AreaChoice) -> str:
    """An area among those of its tree: set in as deep as it lies."""
    return "　" * (row.level - 1) + in_language(row.name_zh, row.name_en)


def place_label(row: AreaChoice) -> str:
    """An area by itself: many counties have a township of the same name."""
    above = in_language(row.above_zh, row.above_en)
    return in_language(row.name_zh, row.name_en) + (f" · {above}" if above else "")
