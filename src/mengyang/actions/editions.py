"""双公开 — an edition of a plan is drafted, reviewed for secrecy, approved, published, withdrawn.

The content is frozen when it is drafted: what was reviewed is what is published, by its digest.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from mengyang import packs
from mengyang.actions.edition_content import Beside, inside_content, shown_values
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.audit import sha256
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.publication import (
    Edition,
    EditionKind,
    EditionState,
    EditionStep,
    Known,
    Said,
    advance,
    masked,
    redact,
)
from mengyang.core.ledger.publication import open_steps as steps_of
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.ledger import Lit, PlanRow, Reach
from mengyang.store.reads.ledger.editions import (
    EditionRow,
    drafters_of,
    edition,
    edition_text,
    lawful_notices,
    number_of_document,
    plan_place,
)
from mengyang.store.reads.ledger.told_tasks import people_named
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import Work, transaction
from mengyang.store.writes import ledger as writes

# By which right each step is taken; an edition is sent back by whoever may take one of the others.
_RIGHTS: Mapping[EditionStep, tuple[str, ...]] = {
    EditionStep.REVIEW: ("review_edition",),
    EditionStep.APPROVE: ("approve_edition",),
    EditionStep.PUBLISH: ("publish",),
    EditionStep.WITHDRAW: ("publish",),
    EditionStep.SEND_BACK: ("review_edition", "approve_edition", "publish"),
}
_LONGEST = 4000
_NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Draft:
    """拟稿 — `statement` opens the edition, `hidden` are words to remove wherever they stand,
    `notice` says what changed since the edition published now, and why."""

    kind: EditionKind
    statement: str = ""
    hidden: tuple[str, ...] = ()
    notice: str = ""


def draft_edition(actor: Actor, plan_id: int, draft: Draft, *, at: datetime) -> int:
    """Freeze what the plan tells on this day; the id of the draft. Raises `Refused`."""
    day = at.date()
    plan = reads.plan(_seen(actor), Lit(packs.lamps()["default"], day), plan_id)
    _require(actor, plan_id, ("draft_edition",), day)
    if max(map(len, (draft.statement, draft.notice))) > _LONGEST:
        raise Refused("publication.refused.too_long", "publication.hint.shorter")
    scheme = packs.redaction_on(day)
    content, removed = _composed(actor, plan, draft, day)
    written = writes.EditionDraft(
        plan_id=plan_id,
        kind=draft.kind,
        data_day=day,
        content=content,
        digest=sha256(content),
        scheme=scheme.code,
        removed=removed,
        hidden=draft.hidden,
        notice=draft.notice.strip(),
    )
    with transaction(actor, at) as work:
        return writes.add_edition(work, written)


def review_edition(actor: Actor, seen: Seen, basis: str, note: str, *, at: datetime) -> int:
    """保密审查通过 — on which basis it may go out, with a note; the version it has now."""
    said = Said(step=EditionStep.REVIEW, words=note, basis=basis)
    with transaction(actor, at) as work:
        changes = {
            "reviewed_by_id": actor.user_id,
            "reviewed_at": work.at,
            "review_basis": basis.strip(),
            "review_note": note.strip(),
        }
        return _stepped(work, actor, seen, said, changes)


def approve_edition(actor: Actor, seen: Seen, *, at: datetime) -> int:
    """批准 — by another person than who drafted it; the version it has now."""
    said = Said(step=EditionStep.APPROVE)
    with transaction(actor, at) as work:
        changes = {"approved_by_id": actor.user_id, "approved_at": work.at}
        return _stepped(work, actor, seen, said, changes)


def send_back_edition(actor: Actor, seen: Seen, words: str, *, at: datetime) -> int:
    """退回 — and why: the review was not passed, or it is not approved; the next one is a new
    draft."""
    said = Said(step=EditionStep.SEND_BACK, words=words)
    with transaction(actor, at) as work:
        changes = {
            "sent_back_by_id": actor.user_id,
            "sent_back_at": work.at,
            "sent_back_because": words.strip(),
        }
        return _stepped(work, actor, seen, said, changes)


def publish_edition(actor: Actor, seen: Seen, *, at: datetime) -> int:
    """发布 — under the next number; the edition published until now is replaced by it."""
    with transaction(actor, at) as work:
        _advanced(work, actor, seen, Said(step=EditionStep.PUBLISH))
        text = edition_text(seen.id)
        if sha256(text.content) != edition(*_scopes(actor), at.date(), seen.id).digest:
            raise Refused("publication.refused.digest", "publication.hint.digest")
        return writes.publish_edition(work, (seen.id, seen.version))


def withdraw_edition(actor: Actor, seen: Seen, words: str, *, at: datetime) -> int:
    """撤回 — it is served no more; the public is told the day and the reason."""
    with transaction(actor, at) as work:
        row = writes.take_edition(seen.id)
        _require_fit(EditionKind(row.edition_kind), row.scheme, words)
        said = Said(step=EditionStep.WITHDRAW, words=words)
        changes = {
            "withdrawn_by_id": actor.user_id,
            "withdrawn_at": work.at,
            "withdrawn_because": words.strip(),
        }
        return _stepped(work, actor, seen, said, changes)


def open_steps(actor: Actor, row: EditionRow, *, day: date) -> list[str]:
    """What the person may do with an edition now."""
    fact = Edition(kind=row.kind, drafters=drafters_of(row.id), state=row.state)
    return [
        step.value
        for step in steps_of(fact, actor)
        if may(actor, row.plan_id, _RIGHTS.get(step, ()), day)
    ]


def may(actor: Actor, plan_id: int, rights: tuple[str, ...], day: date) -> bool:
    """Whether the person has one of the rights on a plan."""
    subject = subjects("plan", [plan_id], day).get(plan_id)
    return subject is not None and any(
        access.may(access.scope(actor, right, "plan"), subject) for right in rights
    )


def _composed(
    actor: Actor, plan: PlanRow, draft: Draft, day: date
) -> tuple[dict[str, object], list[dict[str, object]]]:
    """The content with its kind, and what was removed from it."""
    notices = lawful_notices(plan_place(_seen(actor).plans, day, plan.id), day)
    number = number_of_document(plan.document_id) if plan.document_id else ""
    beside = Beside(number, draft.statement.strip(), notices)
    lit = Lit(packs.lamps()["default"], day)
    whole = inside_content(_seen(actor).tasks, lit, plan, beside)
    if draft.kind is EditionKind.INSIDE:
        return {**whole, "kind": draft.kind.value}, []
    hidden = frozenset(word.strip() for word in draft.hidden if word.strip())
    known = Known(people_named(plan.id), hidden, shown_values(notices))
    _require_fit(draft.kind, packs.redaction_on(day).code, draft.notice, known)
    done = redact(whole, packs.redaction_on(day).rules, known)
    return {**done.content, "kind": draft.kind.value}, [asdict(each) for each in done.removed]


def _require_fit(kind: EditionKind, scheme: str, words: str, known: Known = _NOTHING_KNOWN) -> None:
    """Words written for the public hold nothing that the rules would remove. Raises `Refused`."""
    if kind is not EditionKind.PUBLIC:
        return
    rules = packs.redactions()[scheme].rules
    _, removed = masked(words, rules, known)
    if removed:
        raise Refused(
            "publication.refused.not_public", "publication.hint.not_public", text=removed[0].text
        )


def _stepped(
    work: Work, actor: Actor, seen: Seen, said: Said, changes: Mapping[str, object]
) -> int:
    after = _advanced(work, actor, seen, said)
    told = {"state": after.state.value, **changes}
    return writes.step_edition(
        work, (seen.id, seen.version), told, action=f"edition.{said.step.value}"
    )


def _advanced(work: Work, actor: Actor, seen: Seen, said: Said) -> Edition:
    """The edition after the step, its row locked. Raises `Refused`."""
    day = work.at.date()
    found = edition(*_scopes(actor), day, seen.id)
    _require(actor, found.plan_id, _RIGHTS[said.step], day)
    row = writes.take_edition(seen.id)
    fact = Edition(
        kind=EditionKind(row.edition_kind),
        drafters=drafters_of(seen.id),
        state=EditionState(row.state),
    )
    after = advance(fact, said, actor)
    if isinstance(after, Refused):
        raise after
    return after


def _require(actor: Actor, plan_id: int, rights: tuple[str, ...], day: date) -> None:
    if not may(actor, plan_id, rights, day):
        raise Refused("ledger.refused.no_right", "ledger.hint.ask_office")


def _seen(actor: Actor) -> Reach:
    return Reach(access.scope(actor, "see", "plan"), access.scope(actor, "see", "task"))


def _scopes(actor: Actor) -> tuple[access.Scope, access.Scope]:
    return access.scope(actor, "see", "plan"), access.scope(actor, "see_drafts", "plan")
