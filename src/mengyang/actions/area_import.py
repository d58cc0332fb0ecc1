"""区划导入 — official codes become areas from a day on: proposed, then written in portions."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from mengyang.actions.jobs import Claim, JobDraft, Progress, job_step, owner_of
from mengyang.actions.units import require
from mengyang.core.access import Actor
from mengyang.core.audit import canonical
from mengyang.core.dated import Dated
from mengyang.core.findings import Refused, Unknown
from mengyang.core.registry.official_codes import OfficialCode, ProposedArea, needed, proposed
from mengyang.formats.official_codes import CodeList
from mengyang.store.code_list import HeldCodes, keep_codes
from mengyang.store.reads.directory import CodedArea, area_key, coded_areas
from mengyang.store.writes import Work, transaction
from mengyang.store.writes.directory import AreaChange, change_area
from mengyang.store.writes.registry import AreaDraft, Name, add_areas

NAME = "area_import"
# So many that nobody else waits long for the database.
PORTION = 50


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """选定的代码 — the codes at, under and over `place`, from a day on; `under_id` is the area for
    what has no parent, `renames` takes the names of the list for areas on record."""

    place: str
    codes: tuple[OfficialCode, ...]
    day: date
    under_id: int | None = None
    renames: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a choice would do, and the stamp by which exactly this is confirmed."""

    areas: tuple[ProposedArea, ...]
    stamp: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Under which area, by its key, what has no parent comes, and from which day on."""

    under: str
    day: date


def propose_areas(codes: Sequence[OfficialCode], *, day: date) -> tuple[ProposedArea, ...]:
    """What the codes would become beside the areas of the day. Raises `Refused`."""
    return _proposed(codes, coded_areas(day))


def import_areas(
    actor: Actor | None, codes: Sequence[OfficialCode], under: str, *, day: date, at: datetime
) -> int:
    """Write what is new from a day on; how many areas. `under` is the key for what has no parent.

    Names that differ from the record change nothing: a renaming has a day and is entered as one.
    """
    known = coded_areas(day)
    new = _left(_proposed(codes, known), renames=False)
    with transaction(actor, at) as work:
        return _write(work, new, known, _Place(under, day))


def keep_code_list(actor: Actor, found: CodeList, var: Path, *, at: datetime) -> int:
    """Keep the list that areas are chosen from; how many codes it has."""
    require(actor, "area")
    keep_codes(var, HeldCodes(found.source, at.date().isoformat(), found.codes))
    with transaction(actor, at) as work:
        work.note("area.keep_codes", source=found.source, codes=len(found.codes))
    return len(found.codes)


def propose_choice(actor: Actor, choice: AreaChoice) -> Proposal:
    """What the choice would do on its day."""
    require(actor, "area")
    known = coded_areas(choice.day)
    areas = _proposed(needed(choice.codes, choice.place, known), known)
    told = [asdict(each) for each in areas]
    settled = [choice.day.isoformat(), choice.under_id, choice.renames]
    stamp = hashlib.sha256(canonical([told, settled]).encode()).hexdigest()
    return Proposal(areas, stamp)


def area_import_draft(actor: Actor, choice: AreaChoice, seen: str, *, at: datetime) -> JobDraft:
    """The job that writes what was shown. Raises `Refused` where the record is no longer so."""
    found = propose_choice(actor, choice)
    if found.stamp != seen:
        raise Refused("registry.refused.stale", "registry.hint.look_again")
    left = _left(found.areas, choice.renames)
    if not left:
        raise Refused("registry.refused.nothing_new", "registry.hint.other_choice")
    known = coded_areas(choice.day)
    for each in left:
        _require_ready(each, known, choice)
    kept = needed(choice.codes, choice.place, known)
    arguments = {
        "codes": [[each.code, each.name] for each in kept],
        "day": choice.day.isoformat(),
        "under": area_key(choice.under_id) if choice.under_id else "",
        "renames": choice.renames,
    }
    return JobDraft(NAME, f"{NAME} {actor.user_id} {seen} {at:%Y-%m-%d %H:%M}", arguments)


def import_step(claim: Claim, *, at: datetime) -> Claim:
    """Write the next portion. Raises `Refused` where its owner keeps no areas any more."""
    owner = owner_of(claim, at)
    if owner is None:
        raise Refused("access.refused.not_yours", "access.hint.ask_administrator")
    require(owner, "area")
    given = _given(claim.arguments)
    known = coded_areas(given.day)
    left = _left(_proposed(given.codes, known), given.renames)
    portion, under = left[:PORTION], str(claim.arguments["under"])
    total = int(str(claim.position.get("total", len(left))))
    with job_step(claim, at) as step:
        _write(step.work, portion, known, _Place(under, given.day))
        step.progress = Progress(
            position={"total": total},
            done=total - len(left) + len(portion),
            total=total,
            is_last=len(portion) == len(left),
            result={"areas": total},
        )
    return step.claim


def _given(arguments: Mapping[str, object]) -> AreaChoice:
    match arguments:
        case {"codes": list(codes), "day": str(day), "renames": bool(renames)}:
            chosen = tuple(OfficialCode(code, name) for code, name in codes)
            return AreaChoice("", chosen, date.fromisoformat(day), None, renames)
    raise ValueError("the job was begun with other arguments than it takes")


def _proposed(
    codes: Sequence[OfficialCode], known: Mapping[str, CodedArea]
) -> tuple[ProposedArea, ...]:
    found = proposed(codes, {code: area.name_zh for code, area in known.items()})
    if isinstance(found, Unknown):
        raise Refused(found.why, "registry.hint.mend_codes", None, **found.params)
    return found


def _left(areas: Sequence[ProposedArea], renames: bool) -> list[ProposedArea]:
    return [each for each in areas if not each.is_known or (renames and each.is_renamed)]


def _require_ready(each: ProposedArea, known: Mapping[str, CodedArea], choice: AreaChoice) -> None:
    if not each.is_known:
        if each.is_homeless and choice.under_id is None:
            raise _homeless(each)
        return
    later = known[each.known_code].later_on
    if later is not None:
        raise Refused("registry.refused.later_change", "registry.hint.later_day", day=later)


def _homeless(each: ProposedArea) -> Refused:
    return Refused("registry.code.no_parent_known", "registry.hint.name_parent", code=each.code)


def _write(
    work: Work,
    wanted: Sequence[ProposedArea],
    known: Mapping[str, CodedArea],
    place: _Place,
) -> int:
    under, day = place.under, place.day
    new = [each for each in wanted if not each.is_known]
    homeless = [each for each in new if each.is_homeless]
    if homeless and not under:
        raise _homeless(homeless[0])
    keys = {code: area.key for code, area in known.items()}
    keys |= {each.code: f"cn-{each.code}" for each in new}
    drafts = [
        AreaDraft(
            keys[each.code],
            each.kind,
            each.code,
            keys.get(each.parent_code) or under or None,
            (Dated(Name(each.name), day),),
        )
        for each in new
    ]
    made = len(add_areas(work, drafts))
    for each in wanted:
        if each.is_known:
            area = known[each.known_code]
            change = AreaChange(area.id, area.parent_id, area.kind, area.code, Name(each.name))
            change_area(work, change, area.version, day)
    return made
