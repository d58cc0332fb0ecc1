"""分工表行 — one task of a draft as a form row, and what was sent back as a change."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import batched, groupby
from typing import Any

from django.http import QueryDict

from mengyang.actions.divisions import SharedChange, deadline_of_row
from mengyang.actions.settlement import item_as_it_is, proposed_by
from mengyang.core.access import scope
from mengyang.core.facts import DeadlineKind
from mengyang.core.findings import Refused
from mengyang.core.ledger import Deadline
from mengyang.core.ledger.division import CHOICES, ItemChange, countered, former_leads
from mengyang.store.reads import registry
from mengyang.store.reads.divisions import DivisionRow, ItemRow, OpinionRow
from mengyang.store.reads.names import Named
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.request import Request
from mengyang.web.terms import term

# A table of so many rows is shown whole; a longer one folds, in parts of at most so many rows.
_WHOLE, _PART = 30, 40


def units_of(request: Request, division: DivisionRow) -> list[dict[str, Any]]:
    """The units that may be charged, for the pickers: of the area, under it and over it."""
    day = today()
    home = registry.area(scope(request.actor, "see", "area"), day, division.area_id)
    rows = registry.units_around(scope(request.actor, "see", "unit"), day, home.path)
    # The units of the place itself first: they are picked most.
    kept = sorted(rows, key=lambda row: (row.area_id != division.area_id, row.area_path, row.id))
    return [
        {"id": row.id, "name": in_language(row.name_zh, row.name_en), "also": list(row.aliases)}
        for row in kept
    ]


def shown_row(row: ItemRow) -> dict[str, Any]:
    """A row with the choices of its deadline; a printed kind that is no choice stays offered."""
    kinds = [each.value for each in CHOICES]
    if row.deadline_kind not in kinds:
        kinds.append(row.deadline_kind)
    return {
        "row": row,
        "kinds": [(kind, term("deadline_kinds", kind)) for kind in kinds],
        "day": row.deadline_days[-1] if row.deadline_days else None,
    }


def sections(rows: Sequence[ItemRow], headings: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of a long table below the headings of the text, to be folded; a short one whole.

    `headings` are those of the clauses by their path. What is long without headings is parted by
    numbers.
    """
    shown = [shown_row(row) for row in rows]
    if len(rows) <= _WHOLE:
        return [_section("", "", shown)]
    return [
        _section(path, headings.get(path, ""), part)
        for path, group in groupby(shown, lambda each: _above(each["row"].clause_path))
        for part in batched(group, _PART)
    ]


def _section(path: str, heading: str, shown: Sequence[dict[str, Any]]) -> dict[str, Any]:
    positions = [each["row"].position for each in shown]
    return {
        "path": path,
        "heading": heading,
        "rows": shown,
        "first": min(positions, default=0),
        "last": max(positions, default=0),
        "unseen": sum(not each["row"].is_seen for each in shown),
    }


def _above(path: str) -> str:
    return path.rpartition("/")[0]


def shown_outcome(row: ItemRow, opinion: OpinionRow) -> dict[str, Any]:
    """The row as it is, as it would be were the opinion accepted, and who would lead no longer."""
    counter, before = proposed_by(opinion), item_as_it_is(row)
    after = countered(before, counter)
    named = {unit.id: unit for unit in (*row.leads, *row.joints)}
    if opinion.other_unit:
        named[opinion.other_unit.id] = opinion.other_unit
    return {
        "leads": row.leads,
        "leads_then": [named[unit] for unit in after.lead_ids if unit in named],
        "former": [named[unit] for unit in former_leads(before, counter) if unit in named],
        "moves": before.lead_ids != after.lead_ids,
        "day": before.deadline.days[-1] if before.deadline.days else None,
        "day_then": after.deadline.days[-1] if after.deadline != before.deadline else None,
    }


def sent_change(post: QueryDict, row: ItemRow) -> ItemChange:
    """What a person set in a row. Raises `Refused` for what is no unit or no day."""
    return ItemChange(
        lead_ids=_units(post, "leads"),
        joint_ids=_units(post, "joints"),
        deadline=_deadline(post, deadline_of_row(row)),
        remarks=post.get("remarks", ""),
    )


def sent_shared(post: QueryDict) -> SharedChange:
    """What is to be set in several rows; an empty field leaves the rows as they are."""
    leads, joints = _units(post, "leads"), _units(post, "joints")
    kind = post.get("kind", "")
    return SharedChange(
        lead_ids=leads or None,
        joint_ids=joints or None,
        deadline=_deadline(post, Deadline()) if kind else None,
    )


def sent_rows(post: QueryDict) -> dict[int, int]:
    """The rows ticked, each with the version that was seen, sent as `id:version`."""
    seen: dict[int, int] = {}
    for text in post.getlist("item"):
        item, _, version = text.partition(":")
        seen[_number(item)] = _number(version)
    if not seen:
        raise Refused("divisions.refused.nothing_ticked", "divisions.hint.tick")
    return seen


def sent_day(post: Mapping[str, str], name: str) -> date | None:
    """A day, or none where the field is empty. Raises `Refused` for anything else."""
    text = post.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("store.refused.no_day", "store.hint.day", value=text) from error


def sent_unit(post: Mapping[str, str], name: str) -> int | None:
    """A unit, or none where the field is empty."""
    text = post.get(name, "").strip()
    return _number(text) if text else None


def typed_opinion(post: QueryDict, item_id: int, names: Mapping[int, str]) -> dict[str, Any]:
    """What was typed about one task, to be shown once more as it was; `names` are the units'."""
    unit, day = post.get(f"unit-{item_id}", ""), post.get(f"day-{item_id}", "")
    unit_id = int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 10 else 0
    name = names.get(unit_id)
    return {
        "opinion_kind": post.get(f"stance-{item_id}", ""),
        "words": post.get(f"words-{item_id}", ""),
        "other_unit": Named(unit_id, name, name) if name else None,
        "typed_day": day,
    }


def _deadline(post: QueryDict, now: Deadline) -> Deadline:
    kind, day = post.get("kind", ""), sent_day(post, "day")
    if kind not in {each.value for each in CHOICES}:
        # A printed kind that cannot be chosen is kept as the document has it.
        return now
    if kind == now.kind.value and now.days and day == now.days[-1]:
        return now
    return Deadline(DeadlineKind(kind), (day,) if day else ())


def _units(post: QueryDict, name: str) -> tuple[int, ...]:
    return tuple(_number(each) for each in post.getlist(name) if each)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused("web.refused.bad_request", "web.hint.load_again")
    return int(text)
