"""Further rounds 后续办理: a division up to its issue, a unit's own plan, a handover.

As in `rounds`: every stage may be killed anywhere and called again.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO

from mengyang.actions.child_plans import OwnPaper, adopt_child_plan, preview_child_plan
from mengyang.actions.comment_rounds import (
    ReplyWords,
    close_comment_round,
    reply_round,
    send_for_comment,
)
from mengyang.actions.division_issue import Issue, finish_countersigning, issue_division
from mengyang.actions.divisions import change_division_item, draft_division
from mengyang.actions.documents import Upload, upload_document
from mengyang.actions.handover import hand_over
from mengyang.actions.own_plans import draft_own_plan
from mengyang.actions.settlement import agree_division
from mengyang.core.documents.taking_over import Settlement
from mengyang.core.facts import DeadlineKind
from mengyang.core.ledger import Deadline
from mengyang.core.ledger.division import ItemChange
from mengyang.store.models import Area, Division, Document, Handover, Plan, Post, Task, Unit, User
from mengyang.store.writes.divisions import RoundDraft
from mengyang.web.clock import now
from tests.division_cast import TEXT, as_seen, asked_of, items_of
from tests.killing.rounds import actor_named, adopt, document_of, documents_of, files

OPEN_PLAN = """甲禾县教育局关于印发《甲禾县学前教育提升行动计划(2025—2027年)》的通知

甲教发〔2026〕{number}号

各有关单位：

现将计划印发给你们，请认真执行。

甲禾县教育局
2026年2月20日

"""
# Who leads each of the four tasks, and who speaks for it.
LEADS = ("jiahe-education", "jiahe-housing", "jiahe-finance", "jiahe-education")
SPEAKERS = {
    "jiahe-education": "county_officer",
    "jiahe-housing": "department_officer",
    "jiahe-finance": "finance_officer",
}
# One post goes to and fro between them.
HANDS = ("other_county_officer", "township_clerk")


def issue(number: int) -> None:
    """A division, from its document to its issue."""
    if not documents_of(number).exists():
        text = OPEN_PLAN.format(number=number) + TEXT
        request = Upload(text.encode(), "计划.txt", Area.objects.get(key="jiahe").pk, files())
        upload_document(actor_named("county_officer"), request, at=now())
    document = document_of(number)
    if not Division.objects.filter(document_id=document.pk).exists():
        owner = Unit.objects.get(key="jiahe-education").pk
        draft_division(actor_named("county_officer"), document.pk, owner, at=now())
    while (division := Division.objects.get(document_id=document.pk)).state in _STEPS:
        _STEPS[division.state](division)


def take_over(number: int) -> None:
    """The finance bureau's own plan below the plan of the round: drafted, brought back, adopted."""
    adopt(number)
    above = _plan_above(number)
    finance = Unit.objects.get(key="jiahe-finance").pk
    officer, name = actor_named("county_officer"), f"own-{number}.docx"
    if Plan.objects.filter(above_id=above.pk).exists():
        return
    if not Document.objects.filter(file_name=name).exists():
        paper = BytesIO()
        draft_own_plan(officer, above.pk, finance, paper, at=now())
        area = Area.objects.get(key="jiahe").pk
        upload_document(officer, Upload(paper.getvalue(), name, area, files()), at=now())
    own = OwnPaper(above.pk, finance, Document.objects.get(file_name=name).pk)
    task = Task.objects.get(plan_id=above.pk, lead_unit_id=finance)
    stamp = preview_child_plan(officer, own, day=now().date()).stamp
    adopt_child_plan(officer, own, stamp, Settlement(((0, task.number),)), at=now())


def pass_on(number: int) -> None:
    """The post of the round's day goes to the other of two people."""
    if not is_passed_on(number):
        leaver, successor = sorted(HANDS, key=lambda person: not _holds(person, _day(number)))
        ids = (User.objects.get(username=person).pk for person in (leaver, successor))
        actor = actor_named("security_administrator")
        hand_over(actor, *ids, from_day=_day(number), at=now())


def is_passed_on(number: int) -> bool:
    """Whether the handover of the round is on record."""
    return Handover.objects.filter(from_day=_day(number)).exists()


def is_taken_over(number: int) -> bool:
    """Whether the own plan of the round stands below its plan, once."""
    return Plan.objects.filter(above_id=_plan_above(number).pk).count() == 1


def faults() -> Iterator[str]:
    """What a kill has broken of divisions and handovers; plans are looked at with their papers."""
    for division in Division.objects.all():
        plans = Plan.objects.filter(document_id=division.document_id).count()
        if (division.state == "issued", division.plan_id is not None) != (bool(plans),) * 2:
            yield f"division {division.pk} is {division.state} with {plans} plans"
    for handover in Handover.objects.all():
        if sum(_holds(person, handover.from_day) for person in HANDS) != 1:
            yield f"the post of {handover.from_day} is not in one hand"


def _fill(division: Division) -> None:
    units = dict(Unit.objects.filter(key__in=LEADS).values_list("key", "pk"))
    deadline = Deadline(DeadlineKind.BY_DATE, (date(2027, 12, 31),))
    for item, lead in zip(items_of(division.pk), LEADS, strict=True):
        if not item.is_seen:
            change = ItemChange((units[lead],), (), deadline)
            officer, seen = actor_named("county_officer"), as_seen(item)
            change_division_item(officer, division.pk, seen, change, at=now())
    division.refresh_from_db()
    terms = RoundDraft(reply_due_on=now().date() + timedelta(days=9))
    send_for_comment(actor_named("county_officer"), division.pk, division.version, terms, at=now())


def _answer(division: Division) -> None:
    asked = asked_of(division.pk)
    for key, person in SPEAKERS.items():
        own = asked[Unit.objects.get(key=key).pk]
        if own.reply == "waiting":
            reply_round(actor_named(person), own.id, own.version, ReplyWords(), at=now())
    division.refresh_from_db()
    close_comment_round(actor_named("county_officer"), division.pk, division.version, at=now())


def _agree(division: Division) -> None:
    agree_division(actor_named("county_officer"), division.pk, division.version, at=now())


def _finish(division: Division) -> None:
    why = "三家单位均无意见"
    officer = actor_named("county_officer")
    finish_countersigning(officer, division.pk, division.version, why, at=now())


def _issue(division: Division) -> None:
    issued = Issue("甲政办发〔2026〕9号", now().date())
    issue_division(actor_named("county_officer"), division.pk, division.version, issued, at=now())


def _plan_above(number: int) -> Plan:
    return Plan.objects.get(document_id=document_of(number).pk)


def _day(number: int) -> date:
    return now().date() + timedelta(days=number)


def _holds(person: str, day: date) -> bool:
    posts = Post.objects.filter(
        user__username=person, unit__key="yihe-education", from_day__lte=day
    )
    return posts.filter(until_day=None).exists() or posts.filter(until_day__gt=day).exists()


_STEPS: dict[str, Callable[[Division], None]] = {
    "drafting": _fill,
    "commenting": _answer,
    "settling": _agree,
    "agreed": _finish,
    "countersigned": _issue,
}
