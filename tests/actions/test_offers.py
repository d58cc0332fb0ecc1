"""What a page offers 可办事项: what is accepted when it is filled in properly, and only that."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from mengyang.actions import acceptance, requests, rulings, splitting, supersession, tasks
from mengyang.actions.acceptance import Entry, OutsideWord
from mengyang.actions.assignments import Assignment, assign_task
from mengyang.actions.outcomes import askable, offers
from mengyang.actions.requests import Asking
from mengyang.actions.rulings import Filing, Finding
from mengyang.actions.supersession import Choice
from mengyang.actions.tasks import Claim, Progress
from mengyang.core.access import Actor
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import (
    AmountKind,
    Decision,
    EventKind,
    Part,
    RequestKind,
    SplitMode,
    Splitting,
    TaskState,
    VerdictOutcome,
    open_events,
)
from mengyang.store.models import Task
from mengyang.web.wording import word
from tests.cast import Cast
from tests.ledger_plan import DUE, Written
from tests.ledger_work import add_evidence

pytestmark = pytest.mark.django_db
REASON = "雨季停工，工期顺延。"
WITHDRAWN = Choice(Decision.WITHDRAWN, "文件已废止。", "第6号文件")
ASKABLE = tuple(kind for kind in RequestKind if kind is not RequestKind.DISPUTE)
ACCEPTED = OutsideWord(VerdictOutcome.ACCEPTED, "县人常函〔2026〕2号", date(2026, 3, 1), "通过。")
PAID = [Entry(Decimal(yuan), "归还专户。", AmountKind.RETURNED) for yuan in ("5", "-5")]
type Deed = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Bench:
    """Task 2 of the plan, and how each event is done to it with every field filled in."""

    cast: Cast
    plan: Written

    @property
    def task(self) -> Task:
        return Task.objects.get(pk=self.plan.tasks["2"])

    @property
    def seen(self) -> Seen:
        return Seen(self.task.pk, self.task.version)

    def asking(self, kind: RequestKind) -> Asking:
        other = self.cast.units["jiahe-government"]
        return Asking(kind, REASON, "分管副县长", "主体已完工。", self.later, other)

    @property
    def later(self) -> date:
        return max(self.task.due_on or DUE, self.cast.day) + timedelta(days=30)

    @property
    def named(self) -> Assignment:
        """What is disputed is assigned to somebody else."""
        is_disputed = self.task.state == TaskState.DISPUTED.value
        return Assignment(self.cast.units[f"jiahe-{'government' if is_disputed else 'housing'}"])

    def deeds(self) -> Mapping[EventKind, list[Deed]]:
        """Each event as `(actor) → …`; several where a form leaves a choice."""
        seen, at, later = self.seen, self.cast.at, self.later
        pk, version = seen.id, seen.version
        named, other = self.named, self.cast.units["jiahe-government"]
        into, now = self.plan.tasks["3"], {"at": at}
        found = Finding(True, "现场核查，未反弹。", "同行人员", later)

        def plain(deed: Deed, *rest: object) -> Deed:
            return lambda actor: deed(actor, pk, version, *rest, **now)

        def turn(deed: Deed, *rest: object) -> Deed:
            return lambda actor: deed(actor, seen, *rest, **now)

        return {
            EventKind.ASSIGN: [plain(assign_task, named)],
            EventKind.SIGN_FOR: [plain(tasks.sign_for_task)],
            EventKind.START: [plain(tasks.start_task)],
            EventKind.REPORT: [plain(tasks.report_progress, Progress("已开工。", 40))],
            EventKind.CLAIM_DONE: [plain(tasks.claim_done, Claim("已完成。", "局长", at.date()))],
            EventKind.TAKE_BACK: [plain(tasks.take_back_claim)],
            EventKind.VERIFY: [plain(tasks.verify_task)],
            EventKind.RETURN: [plain(tasks.return_task, "佐证不全。")],
            EventKind.CLOSE: [plain(tasks.close_task)],
            EventKind.DISPUTE: [turn(requests.dispute, self.asking(RequestKind.DISPUTE))],
            EventKind.ASK: [turn(requests.ask, self.asking(kind)) for kind in ASKABLE],
            EventKind.RECALL: [turn(requests.recall, kind) for kind in RequestKind],
            EventKind.DECLINE: [turn(requests.decline, kind, "不同意。") for kind in ASKABLE],
            EventKind.UPHOLD: [turn(rulings.uphold, "维持。")],
            EventKind.EXTEND: [turn(rulings.extend, later, "同意。")],
            EventKind.SUSPEND: [turn(rulings.suspend, "中止。", "会议纪要第3号")],
            EventKind.RESUME: [turn(rulings.resume, "恢复办理。")],
            EventKind.TRANSFER: [turn(rulings.transfer, Assignment(other), "转办。")],
            EventKind.CLOSE_STAGE: [turn(rulings.close_stage, later, "转入常态化。")],
            EventKind.RECHECK: [turn(rulings.recheck, found)],
            EventKind.REOPEN: [turn(rulings.reopen, later, "问题反弹。")],
            EventKind.ARCHIVE: [turn(rulings.archive_task, Filing("2026-D10-0001", "ten_years"))],
            EventKind.MERGE: [turn(rulings.merge, into, "同一事项。")],
            EventKind.WITHDRAW: [plain(supersession.withdraw_task, WITHDRAWN)],
            EventKind.RESTORE: [plain(supersession.restore_task, "误撤。")],
        } | self.outside()

    @property
    def parts(self) -> Splitting:
        part = Part(title="落实资金。", lead_unit_id=self.cast.units["jiahe-finance"])
        return Splitting(mode=SplitMode.BESIDE, parts=(part,))

    def outside(self) -> dict[EventKind, list[Deed]]:
        """What is accepted outside, and money."""
        seen, now = self.seen, {"at": self.cast.at}

        def turn(deed: Deed, *rest: object) -> Deed:
            return lambda actor: deed(actor, seen, *rest, **now)

        return {
            EventKind.SPLIT: [turn(splitting.split_task, self.parts, "分别办理。")],
            EventKind.SET_BODY: [turn(acceptance.set_body, "县人大常委会")],
            EventKind.WAIVE_BODY: [turn(acceptance.waive_body, "已移交。", "会议纪要第4号")],
            EventKind.RECORD_VERDICT: [turn(acceptance.record_verdict, ACCEPTED)],
            EventKind.FIND_AMOUNT: [turn(acceptance.find_amount, Entry(None, "待核实。"))],
            EventKind.RECTIFY_AMOUNT: [turn(acceptance.rectify_amount, each) for each in PAID],
        }

    def tried(self, deed: Deed, actor: Actor) -> Refused | None:
        """What the house says to it; whatever it does is undone."""
        before = transaction.savepoint_create()
        try:
            deed(actor)
        except Refused as refused:
            return refused
        finally:
            transaction.savepoint_rollback(before)
        return None

    def compare(self, actor: Actor) -> int:
        """Every event tried by a person against what the page offers; how many were accepted."""
        offered, accepted = offers(actor, self.task.pk, self.cast.day), 0
        known = open_events(TaskState(self.task.state))
        # What the table does not know of a state it refuses: tests/core/ledger has them all.
        assert set(offered) <= known
        for kind, deeds in self.deeds().items():
            if kind not in known:
                continue
            answers = [self.tried(deed, actor) for deed in deeds]
            is_offered = kind in offered and offered[kind] is None
            assert is_offered is (None in answers), (self.task.state, kind, answers)
            for refused in filter(None, answers):
                assert word(refused.reason, refused.params) != refused.reason
                assert word(refused.hint, refused.params) != refused.hint
            accepted += is_offered
            if kind is EventKind.ASK:
                taken = [each for each, said in zip(ASKABLE, answers, strict=True) if said is None]
                assert list(askable(actor, self.task.pk, self.cast.day)) == taken
        return accepted


def situations(bench: Bench, office: Actor, housing: Actor) -> Iterator[str]:
    """One after the other: the life of a task with its requests and its answers."""
    at, asked = bench.cast.at, bench.asking
    assign_task(office, bench.task.pk, bench.task.version, at=at)
    yield "assigned"
    requests.dispute(housing, bench.seen, asked(RequestKind.DISPUTE), at=at)
    rulings.uphold(office, bench.seen, "维持。", at=at)
    yield "upheld"
    tasks.sign_for_task(housing, bench.task.pk, bench.task.version, at=at)
    acceptance.set_body(office, bench.seen, "地区审计局", at=at)
    acceptance.find_amount(office, bench.seen, Entry(Decimal(5), "审计报告。"), at=at)
    yield "money in question"
    acceptance.rectify_amount(housing, bench.seen, PAID[0], at=at)
    yield "all put right"
    for kind in ASKABLE:
        requests.ask(housing, bench.seen, asked(kind), at=at)
        if kind is not RequestKind.SUSPENSION:
            yield f"{kind} asked"
    rulings.suspend(office, bench.seen, "中止。", "会议纪要第3号", at=at)
    rulings.resume(office, bench.seen, "恢复。", at=at)
    tasks.report_progress(housing, bench.task.pk, bench.task.version, Progress("完。", 60), at=at)
    add_evidence(bench.cast, bench.plan, "2", "department_officer", "jiahe-housing")
    tasks.claim_done(housing, bench.task.pk, bench.task.version, at=at)
    yield "claimed"
    tasks.verify_task(office, bench.task.pk, bench.task.version, at=at)
    yield "verified, not accepted outside"
    acceptance.record_verdict(office, bench.seen, ACCEPTED, at=at)
    yield "accepted outside"
    tasks.close_task(office, bench.task.pk, bench.task.version, at=at)
    yield "closed"


def test_what_is_offered_is_accepted_and_nothing_else_is(cast: Cast, plan: Written) -> None:
    bench = Bench(cast, plan)
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    accepted = {
        place: [bench.compare(actor) for actor in (office, housing)]
        for place in situations(bench, office, housing)
    }
    assert accepted["upheld"][1] == accepted["assigned"][1] - 1
    assert all(any(numbers) for numbers in accepted.values())
