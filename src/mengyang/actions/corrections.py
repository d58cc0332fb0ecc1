"""更正稿 — the corrected text of a document: compared, decided on, never taken unseen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from mengyang.actions.correction_effects import Comparison, Effects
from mengyang.actions.correction_writes import (
    Applied,
    applied,
    units_left,
    withdraw_lost,
    write_applied,
)
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.documents.versions import (
    Difference,
    Part,
    ReadEntry,
    TextVersion,
    compared,
    paired_entries,
    parts,
)
from mengyang.core.documents.versions.entries import ADOPTED
from mengyang.core.findings import Refused
from mengyang.store.reads import corrections as reads
from mengyang.store.reads import documents
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.corrections import DifferenceRow
from mengyang.store.reads.documents import DocumentText
from mengyang.store.reads.ledger import PrintedTask
from mengyang.store.reads.paging import Page, every
from mengyang.store.reads.text_versions import corrected_ids, newest_text, texts_before
from mengyang.store.writes import transaction
from mengyang.store.writes.corrections import (
    Decided,
    DifferenceDraft,
    add_correction,
    decide,
    take_back,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """采用或不采用 — with a reason where duties fall away.

    `withdraws` (撤销): the tasks of duties that an accepted difference takes out of the text are
    withdrawn at once, on the corrected text, and its targets removed; else they are kept with the
    reason.
    """

    accepts: bool
    reason: str = ""
    withdraws: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference with what it does; `stamp` changes with all that the page shows of it.

    `units_left`: tasks whose units stay although the texts name others, to be changed there.
    """

    row: DifferenceRow
    effects: Effects
    stamp: str
    units_left: tuple[PrintedTask, ...] = ()

    @property
    def state(self) -> str:
        """How it stands today: accepted in part becomes accepted once nothing is left."""
        in_part = self.row.state == "accepted_in_part"
        return "accepted" if in_part and not self.units_left else self.row.state


def record_correction(actor: Actor, later_id: int, earlier_id: int, *, at: datetime) -> int:
    """Say that a document is the corrected text of another one; the id of the correction.

    Both are compared at once; nothing else changes. Raises `Refused` where the later one was
    adopted, is a corrected text already or the very same, where the earlier one is not the newest
    text in force, or where either is out of reach.
    """
    day, reach = at.date(), access.scope(actor, "upload", "document")
    later = documents.document(reach, day, later_id)
    earlier = documents.document(reach, day, earlier_id)
    _require_pair(later, earlier)
    drafts = [_draft(each) for each in _differences(actor, earlier, later, day)]
    if not drafts:
        raise Refused("corrections.refused.no_difference", "corrections.hint.same_text")
    with transaction(actor, at) as work:
        if reads.is_correction(later_id):
            raise Refused("corrections.refused.recorded_already", "store.hint.reload")
        if corrected_ids([earlier_id]):
            raise Refused(
                "corrections.refused.earlier_is_corrected", "corrections.hint.newest_text"
            )
        return add_correction(work, earlier_id, later_id, drafts, actor.user_id)


def take_back_correction(
    actor: Actor, correction_id: int, expected_version: int, *, at: datetime
) -> None:
    """Say that the two documents are no versions of each other; refused once one was accepted."""
    reach = access.scope(actor, "upload", "document")
    reads.correction(reach, at.date(), correction_id)
    with transaction(actor, at) as work:
        take_back(work, correction_id, expected_version)


def show_differences(
    actor: Actor, correction_id: int, asked: Asked, *, day: date
) -> tuple[Comparison, Page[Shown]]:
    """A page of differences, each with what it does to readings and ledger."""
    comparison = Comparison.of(actor, correction_id, day)
    found = reads.differences(comparison.reach, day, correction_id, asked)
    shown = [_shown(comparison, row) for row in found.rows]
    wanted = asked.filter("state")
    kept = tuple(each for each in shown if not wanted or each.state == wanted)
    return comparison, replace(found.of(kept), total=(found.total or 0) - len(shown) + len(kept))


def open_differences(comparison: Comparison) -> tuple[Shown, ...]:
    """Every difference that nobody decided on yet."""
    return _all_shown(comparison, Asked(filters={"state": "open"}))


def accepted_in_part(comparison: Comparison) -> tuple[Shown, ...]:
    """The differences accepted while units stayed as they were, as they stand today."""
    return _all_shown(comparison, Asked(filters={"state": "accepted_in_part"}))


def _all_shown(comparison: Comparison, asked: Asked) -> tuple[Shown, ...]:
    place = (comparison.reach, comparison.day, comparison.row.id)
    rows = every(partial(reads.differences, *place), asked)
    return tuple(_shown(comparison, row) for row in rows)


def left_to_people(parts: Sequence[Shown]) -> tuple[PrintedTask, ...]:
    """The tasks of such differences whose units are still left as they are, each once."""
    left = [task for each in parts for task in each.units_left]
    return tuple({task.id: task for task in left}.values())


def decide_differences(
    actor: Actor, correction_id: int, verdict: Verdict, seen: Mapping[int, str], *, at: datetime
) -> bool:
    """Accept or reject the differences `seen`, by id with the stamp shown; whether all are decided.

    What is accepted changes task and target in the same transaction. Raises `Refused` where what
    a page showed is no longer so, naming the clauses; nothing is changed then.
    """
    day = at.date()
    comparison = Comparison.of(actor, correction_id, day, action="adopt")
    comparison.require_adopted()
    rows = reads.named_differences(comparison.reach, day, correction_id, seen)
    shown = [_shown(comparison, row) for row in rows]
    _require_as_shown(shown, seen)
    reason = verdict.reason.strip()
    _require_reason(shown, verdict.accepts, reason)
    effects = [each.effects for each in shown] if verdict.accepts else []
    changes: list[Applied] = [applied(comparison, each) for each in effects]
    with transaction(actor, at) as work:
        decided = [
            Decided(each.row.id, each.row.version, _state(each, verdict), reason) for each in shown
        ]
        for change in changes:
            write_applied(work, comparison, change)
        for effect in effects if verdict.withdraws else []:
            withdraw_lost(work, comparison, effect, reason)
        return decide(work, correction_id, decided)


def _state(each: Shown, verdict: Verdict) -> str:
    if not verdict.accepts:
        return "rejected"
    return "accepted_in_part" if each.units_left else "accepted"


def _shown(comparison: Comparison, row: DifferenceRow) -> Shown:
    effects = comparison.effects(row)
    left = units_left(comparison, row, effects)
    return Shown(row, effects, comparison.stamp(row, effects), left)


def _require_pair(later: DocumentText, earlier: DocumentText) -> None:
    if later.row.state != "read":
        raise Refused("documents.refused.not_open", "documents.hint.see_plan")
    if later.row.id == earlier.row.id or earlier.row.state == "withdrawn":
        raise Refused("corrections.refused.not_a_pair", "corrections.hint.choose_earlier")
    if later.row.id in texts_before(earlier.row.id):
        raise Refused("corrections.refused.not_a_pair", "corrections.hint.choose_earlier")
    if corrected_ids([earlier.row.id]) and newest_text(earlier.row.id) != later.row.id:
        raise Refused("corrections.refused.earlier_is_corrected", "corrections.hint.newest_text")
    if earlier.row.state != "adopted" and reads.is_correction_of_adopted(earlier.row.id):
        raise Refused("corrections.refused.earlier_is_open", "corrections.hint.decide_first")


def _require_as_shown(shown: Sequence[Shown], seen: Mapping[int, str]) -> None:
    if not seen:
        raise Refused("corrections.refused.none_chosen", "corrections.hint.choose")
    if len(shown) != len(seen):
        raise Refused("store.refused.stale", "store.hint.reload", kind="documents.difference")
    changed = [each.row.path for each in shown if seen[each.row.id] != each.stamp]
    if changed:
        named = "、".join(dict.fromkeys(path or "—" for path in changed))
        raise Refused("corrections.refused.stale", "corrections.hint.look_again", clauses=named)


def _require_reason(shown: Sequence[Shown], accepts: bool, reason: str) -> None:
    losing = accepts and any(each.effects.lost or each.effects.lost_targets for each in shown)
    if losing and not reason:
        raise Refused("corrections.refused.reason_missing", "corrections.hint.say_why_kept")


def _differences(
    actor: Actor, earlier: DocumentText, later: DocumentText, day: date
) -> tuple[Difference, ...]:
    old, new = (_entries(actor, each.row.id, day) for each in (earlier, later))

    def is_reread(before: Part, after: Part) -> bool:
        pairs = paired_entries(_inside(old, before), _inside(new, after))
        return not all(pair.says_the_same for pair in pairs)

    sides = [
        parts(_version(actor, document, entries, day))
        for document, entries in ((earlier, old), (later, new))
    ]
    return compared(sides[0], sides[1], is_reread)


def _version(
    actor: Actor, document: DocumentText, entries: Sequence[ReadEntry], day: date
) -> TextVersion:
    reach = access.scope(actor, "see", "document")
    rows = documents.clauses(reach, day, document.row.id)
    whole = [each.span for each in entries if each.reading in ("obligations", "reporting")]
    return TextVersion(document.text, [(row.path, row.start, row.end) for row in rows], whole)


def _entries(actor: Actor, document_id: int, day: date) -> list[ReadEntry]:
    rows = documents.entries(access.scope(actor, "see", "document"), day, document_id)
    return [
        ReadEntry(row.id, row.reading, (row.start, row.end), row.content)
        for row in rows
        if row.reading in ADOPTED and not row.is_rejected
    ]


def _inside(entries: Sequence[ReadEntry], part: Part) -> list[ReadEntry]:
    return [each for each in entries if part.start <= each.span[0] < part.end]


def _draft(each: Difference) -> DifferenceDraft:
    old, new = each.old, each.new
    return DifferenceDraft(
        difference_kind=each.kind.value,
        is_moved=each.is_moved,
        old_path=old.path if old else "",
        old_start=old.start if old else None,
        old_end=old.end if old else None,
        new_path=new.path if new else "",
        new_start=new.start if new else None,
        new_end=new.end if new else None,
    )
