"""Acceptance outside 外部验收: no closing before the verdict; the money of a matter, summed."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mengyang.actions import acceptance, rulings
from mengyang.actions.acceptance import Entry, OutsideWord, Scan
from mengyang.actions.assignments import Assignment, assign_task
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.exports import export_ledger
from mengyang.actions.outcomes import offers
from mengyang.actions.tasks import close_task, verify_task
from mengyang.core.access import scope
from mengyang.core.facts import Seen
from mengyang.core.ledger import AmountKind, EventKind, Rectified, VerdictOutcome
from mengyang.packs import lamps
from mengyang.store.models import Event, MatterAmount, Notice, OutsideBody, Verdict
from mengyang.store.reads import ledger as reads
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.ledger import Lit
from tests.cast import Cast
from tests.ledger_plan import Written
from tests.ledger_work import LATER, lead_to_claim, refused_by, signed, stored

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
BODY = "云麓地区人大工委"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def word(outcome: VerdictOutcome, **more: object) -> OutsideWord:
    return OutsideWord(outcome, "云人工函〔2026〕3号", date(2026, 3, 4), "整改到位。", **more)


def verified(cast: Cast, plan: Written) -> Seen:
    """Task 2, accepted outside, claimed and verified by the office."""
    office, pk = cast.actor("prefecture_supervisor"), plan.tasks["2"]
    claimed = lead_to_claim(cast, plan)
    acceptance.set_body(office, Seen(pk, claimed), BODY, at=LATER)
    return Seen(pk, verify_task(office, pk, claimed, at=LATER))


def test_a_task_accepted_outside_is_closed_only_after_the_verdict(
    cast: Cast, plan: Written, tmp_path: Path
) -> None:
    office, seen = cast.actor("prefecture_supervisor"), verified(cast, plan)
    refused = refused_by(close_task, office, seen.id, seen.version, at=LATER)
    assert (refused.reason, refused.params["body"]) == ("ledger.refused.not_accepted", BODY)
    shown = offers(office, seen.id, cast.day)[EventKind.CLOSE]
    assert shown is not None and shown.reason == "ledger.refused.not_accepted"
    shelf = Shelf(tmp_path, 10_000)
    scan = Scan(EvidenceUpload(b"", "函.pdf"), shelf)
    bad = word(VerdictOutcome.ACCEPTED, scan=scan)
    refused_by(acceptance.record_verdict, office, seen, bad, at=LATER)
    assert not Verdict.objects.exists() and not list(tmp_path.iterdir())
    scan = Scan(EvidenceUpload(PDF, "函.pdf"), shelf)
    good = word(VerdictOutcome.ACCEPTED, scan=scan)
    acceptance.record_verdict(office, seen, good, at=LATER)
    row = Verdict.objects.get()
    assert (row.outcome, row.outside_body.body, row.scan_name) == ("accepted", BODY, "函.pdf")
    assert row.scan_sha256 in reads.stored_files()
    opened = acceptance.open_verdict_scan(office, row.pk, tmp_path, day=cast.day)
    assert opened.path.read_bytes() == PDF
    assert [each.action for each in Event.objects.order_by("sequence")][-1] == (
        "task.record_verdict"
    )
    close_task(office, seen.id, seen.version, at=LATER)
    assert stored(plan, "2").state == "closed"


def test_a_rejecting_verdict_returns_and_later_opens_again(cast: Cast, plan: Written) -> None:
    office, seen = cast.actor("prefecture_supervisor"), verified(cast, plan)
    said = word(VerdictOutcome.PARTLY)
    acceptance.record_verdict(office, seen, said, at=LATER)
    row = stored(plan, "2")
    assert (row.state, row.return_reason, row.claimed_by_id) == ("returned", "整改到位。", None)
    notice = Notice.objects.get(task=row)
    assert (notice.unit_id, notice.reason) == (cast.units["jiahe-housing"], "returned")
    # Accepted while at work, claimed and closed; then the body takes its word back.
    accepted = word(VerdictOutcome.ACCEPTED)
    acceptance.record_verdict(office, Seen(seen.id, row.version), accepted, at=LATER)
    row.state = "closed"
    row.save()
    now = Seen(seen.id, row.version)
    again = word(VerdictOutcome.NOT_ACCEPTED, due_on=cast.day + timedelta(days=60))
    acceptance.record_verdict(office, now, again, at=LATER)
    row = stored(plan, "2")
    assert (row.state, row.due_on) == ("reopened", cast.day + timedelta(days=60))
    outcomes = Verdict.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["partly", "accepted", "not_accepted"]


def test_a_verdict_on_earlier_work_counts_for_nothing(cast: Cast, plan: Written) -> None:
    office, seen = cast.actor("prefecture_supervisor"), verified(cast, plan)
    acceptance.record_verdict(office, seen, word(VerdictOutcome.ACCEPTED), at=LATER)
    version = close_task(office, seen.id, seen.version, at=LATER)
    later = LATER + timedelta(days=1)
    due_on = later.date() + timedelta(days=30)
    rulings.reopen(office, Seen(seen.id, version), due_on, "问题反弹。", at=later)
    standing = reads.acceptance(seen.id)
    assert standing is not None and standing.outcome is None
    shown = reads.outside(scope(office, "see", "task"), cast.day, seen.id)
    assert [each.counts for each in shown.verdicts] == [False]
    asked = Asked(filters={"outside": "awaited"})
    lit = Lit(lamps()["default"], cast.day)
    rows = reads.tasks(scope(office, "see", "task"), lit, asked).rows
    assert [row.id for row in rows] == [seen.id]


def test_who_accepts_is_set_with_the_assignment_replaced_and_given_up(
    cast: Cast, plan: Written
) -> None:
    office, pk = cast.actor("prefecture_supervisor"), plan.tasks["2"]
    to = Assignment(cast.units["jiahe-housing"], (), f" {BODY} ")
    version = assign_task(office, pk, 1, to, at=cast.at)
    version = assign_task(office, pk, version, to, at=cast.at)
    assert [row.body for row in OutsideBody.objects.all()] == [BODY]
    acceptance.set_body(office, Seen(pk, version), "地区审计局", at=cast.at)
    states = OutsideBody.objects.order_by("pk").values_list("body", "state")
    assert list(states) == [(BODY, "replaced"), ("地区审计局", "set")]
    seen = Seen(pk, version)
    bare = refused_by(acceptance.waive_body, office, seen, "已移交。", " ", at=cast.at)
    assert bare.reason == "ledger.refused.basis_missing"
    acceptance.waive_body(office, seen, "已移交。", "会议纪要", at=cast.at)
    assert OutsideBody.objects.get(body="地区审计局").state == "waived"
    assert reads.acceptance(pk) is None


def test_amounts_are_summed_of_a_task_and_of_its_plan(cast: Cast, plan: Written) -> None:
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    seen = signed(cast, plan)
    entry = Entry(Decimal("120000.50"), "审计报告第三部分第2项。")
    early = refused_by(
        acceptance.rectify_amount,
        housing,
        seen,
        Entry(Decimal(1), "归还。", AmountKind.RETURNED),
        at=cast.at,
    )
    assert early.reason == "ledger.refused.no_amount_found"
    acceptance.find_amount(office, seen, entry, at=cast.at)
    back = Entry(Decimal("20000.50"), "已归还专户。", AmountKind.RETURNED)
    acceptance.rectify_amount(housing, seen, back, at=cast.at)
    other = Seen(plan.tasks["5"], 1)
    acceptance.find_amount(office, other, Entry(None, "待核实。"), at=cast.at)
    row = MatterAmount.objects.get(amount_kind="returned")
    assert (row.amount, row.unit_id) == (Decimal("20000.50"), cast.units["jiahe-housing"])
    reach = scope(office, "see", "task")
    shown = reads.outside(reach, cast.day, seen.id).amounts
    assert shown is not None and shown.standing is Rectified.PARTLY
    assert shown.left == Decimal("100000.00")
    total = reads.amounts_of_plan(reach, cast.day, plan.plan_id)
    assert total is not None
    assert (total.found, total.rectified) == (Decimal("120000.50"), Decimal("20000.50"))
    assert (total.partly, total.unknown, total.done) == (1, 1, 0)
    out = BytesIO()
    export_ledger(office, plan.plan_id, out, "zh", at=cast.at)
    sheet = [row for row in load_workbook(out).worksheets[0].iter_rows(values_only=True)]
    header = next(row for row in sheet if "问题金额（元）" in row)
    at, rows = header.index("问题金额（元）"), {str(row[0]): row for row in sheet}
    assert [float(rows["2"][at]), float(rows["2"][at + 1])] == [120000.5, 20000.5]
    assert rows["2"][at + 2] == "部分整改"
    assert rows["5"][at : at + 3] == ("不详", 0, "金额不详")
    assert any("金额不详 1 项，未计入合计。" in str(row[0]) for row in sheet)


def test_a_unit_enters_nothing_of_other_peoples_tasks(cast: Cast, plan: Written) -> None:
    seen = signed(cast, plan)
    for person in ("other_county_officer", "auditor", "township_clerk"):
        entry = Entry(Decimal(1), "x")
        refused_by(acceptance.find_amount, cast.actor(person), seen, entry, at=cast.at)
        refused_by(acceptance.set_body, cast.actor(person), seen, BODY, at=cast.at)
    assert not OutsideBody.objects.exists() and not MatterAmount.objects.exists()
