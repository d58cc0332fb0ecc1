"""催办与通报 — the house reminds and urges by rule; a person signs a circular or a call to account.

Notices are made once a working day, in office hours; made again the same day, nothing is doubled.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from mengyang import packs
from mengyang.actions.notice_words import Heading, Matter, notice_text, written
from mengyang.core import access
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger.escalation import NOTICED, Due, Ground, Step, notices_due
from mengyang.core.ledger.guards import unit_ids
from mengyang.core.ledger.tasks import TaskState
from mengyang.store.reads.ledger.chasing import Chasing, chasing, standing
from mengyang.store.reads.ledger.notices import notice_task
from mengyang.store.reads.scope import subjects
from mengyang.store.writes import transaction
from mengyang.store.writes.ledger import notices as writes
from mengyang.store.writes.ledger.notices import Decided, NoticeDraft
from mengyang.store.writes.ledger.outbox import Channels

# Offices of the whole country keep one time.
OFFICE_TIME = timezone(timedelta(hours=8))
# So many tasks a transaction: nobody waits long for the timer.
PORTION = 500
IN_APPLICATION = Channels()


@dataclass(frozen=True, slots=True)
class Issue:
    """签发 — the words of the decision, and the leader who signed."""

    words: str
    signatory: str


def is_time_to_notice(at: datetime) -> bool:
    """Whether any scheme lets anybody be told something now; changes nothing."""
    local, calendar = at.astimezone(OFFICE_TIME), packs.working_calendar()
    hours = [each.ladder for each in packs.escalations().values()]
    return calendar.is_working(local.date()) and any(
        each.from_hour <= local.hour < each.until_hour for each in hours
    )


def make_due_notices(
    channels: Channels = IN_APPLICATION, scheme: str = packs.DEFAULT, *, at: datetime
) -> int:
    """What the house does each working day: remind, urge and propose; how many notices.

    `scheme` is for the areas that have none of their own.
    """
    local, made, after = at.astimezone(OFFICE_TIME), 0, 0
    while portion := chasing(local.date(), after, PORTION):
        after = portion[-1].chased.task_id
        drafts = [draft for each in portion for draft in _drafts(each, scheme, local)]
        if drafts:
            with transaction(None, at) as work:
                made += writes.make_notices(work, drafts, local.date(), channels)
    return made


def issue_notice(
    actor: Actor, seen: Seen, issue: Issue, channels: Channels = IN_APPLICATION, *, at: datetime
) -> int:
    """签发 — a proposed circular or call to account is issued; the version it has now."""
    task_id, unit_id, due_on = _proposed(actor, seen.id, at.date())
    if not issue.words.strip():
        raise Refused("notices.refused.words_missing", "notices.hint.write_words")
    if not issue.signatory.strip():
        raise Refused("notices.refused.signatory_missing", "notices.hint.name_signatory")
    task = standing([task_id])[task_id]
    is_same = (task.due_on, task.unit_id) == (due_on, unit_id)
    if task.state not in NOTICED - {TaskState.STAGE_CLOSED} or not is_same:
        raise Refused("notices.refused.overtaken", "notices.hint.decline")
    with transaction(actor, at) as work:
        said = Decided(issue.words.strip(), issue.signatory.strip())
        return writes.decide_notice(work, seen, said, channels)


def decline_notice(actor: Actor, seen: Seen, reason: str, *, at: datetime) -> int:
    """不予采取 — with the reason; the version it has now."""
    _proposed(actor, seen.id, at.date())
    if not reason.strip():
        raise Refused("notices.refused.reason_missing", "notices.hint.write_words")
    with transaction(actor, at) as work:
        return writes.decide_notice(work, seen, Decided(reason.strip()), IN_APPLICATION)


def read_notice(actor: Actor, notice_id: int, *, at: datetime) -> None:
    """已阅 — somebody of the unit has read what it was told."""
    found = notice_task(notice_id)
    if found is None or found[1] not in unit_ids(actor) or found[3] not in {"sent", "decided"}:
        raise Refused("notices.refused.not_yours", "notices.hint.list")
    with transaction(actor, at) as work:
        writes.mark_notice_read(work, notice_id)


def _proposed(actor: Actor, notice_id: int, day: date) -> tuple[int, int, date | None]:
    """Task, unit and day of a notice that the actor may decide on: never on the own unit's."""
    found = notice_task(notice_id)
    if found is None:
        raise Refused("notices.refused.not_found", "notices.hint.list")
    task_id, unit_id, due_on, _ = found
    subject = subjects("judgement", [task_id], day)[task_id]
    if not access.may(access.scope(actor, "escalate", "judgement"), subject):
        raise Refused("notices.refused.no_right", "ledger.hint.ask_office")
    if unit_id in unit_ids(actor) | actor.home_unit_ids:
        raise Refused("notices.refused.own_unit", "notices.hint.another_person")
    return task_id, unit_id, due_on


def _drafts(each: Chasing, otherwise: str, local: datetime) -> Iterator[NoticeDraft]:
    scheme = packs.escalation_for(each.area_codes, local.date(), otherwise)
    calendar = packs.working_calendar()
    sign_by = packs.sign_by(each.assigned_on) if each.assigned_on else None
    chased = replace(each.chased, sign_by=sign_by)
    found: Iterable[Due] = notices_due(chased, scheme.ladder, calendar, each.sent, local)
    for due in found:
        yield NoticeDraft(each.chased.task_id, due, scheme.code, _text(each, due, local.date()))


def _text(each: Chasing, due: Due, day: date) -> str:
    """The words of the notice, as they can be handed on elsewhere."""
    step = due.rung.step
    asks = {Ground.REVIEW: "remind_review"} if step is Step.REMIND else {}
    ask = (asks | {Ground.UNSIGNED: "sign"}).get(due.rung.ground, step.value)
    about = Matter(each.number, each.title, each.plan_title, due.due_on)
    told = {"today": written(day), **due.params}
    return notice_text(Heading(step.value, each.unit), due.reason, about, told, ask)
