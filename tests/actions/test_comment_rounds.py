"""Comment rounds 征求意见: asked, replied, silent, settled, asked again, signed, issued."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from mengyang.actions.comment_rounds import (
    PaperReply,
    ReplyWords,
    close_comment_round,
    open_scan,
    record_reply,
    remind_units,
    send_for_comment,
)
from mengyang.actions.division_issue import (
    Countersignature,
    Issue,
    finish_countersigning,
    issue_division,
    note_countersignature,
)
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.actions.settlement import (
    Settlement,
    agree_division,
    reopen_division,
    settle_opinion,
)
from mengyang.core.findings import Refused
from mengyang.store.models import Document, Event, Opinion, Plan, Signature, Target, Task, TaskUnit
from mengyang.store.writes.divisions import OpinionDraft, RoundDraft
from tests.cast import Cast
from tests.division_cast import (
    DUE,
    after_due,
    asked_of,
    drafted,
    items_of,
    reply,
    row_of,
    sent,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

OTHER_DAY = date(2026, 12, 31)


@pytest.fixture
def division_id(cast: Cast, tmp_path: Path) -> int:
    return sent(cast, tmp_path)


def objection(cast: Cast, division_id: int, **more: object) -> ReplyWords:
    """What the housing office says of the task it shall lead."""
    values = {"words": "配套园移交由教育局主责", "other_unit_id": cast.units["jiahe-education"]}
    draft = OpinionDraft(items_of(division_id)[1].id, **{**values, **more})
    return ReplyWords("原则同意", (draft,))


def closed(cast: Cast, division_id: int) -> int:
    """The housing office objects, finance says nothing, and the round is over; the silent."""
    reply(cast, division_id, "department_officer", "jiahe-housing", objection(cast, division_id))
    reply(cast, division_id, "county_officer", "jiahe-education", ReplyWords())
    version = row_of(division_id).version
    officer = cast.actor("county_officer")
    return close_comment_round(officer, division_id, version, at=after_due(cast))


def settle(cast: Cast, verdict: str, **more: object) -> None:
    opinion = Opinion.objects.get()
    settlement = Settlement(verdict, **more)
    officer = cast.actor("county_officer")
    settle_opinion(officer, opinion.pk, opinion.version, settlement, at=after_due(cast))


def test_every_unit_is_asked_about_its_own_tasks(cast: Cast, division_id: int) -> None:
    asked, items = asked_of(division_id), items_of(division_id)
    assert asked[cast.units["jiahe-education"]].item_ids == tuple(
        items[place].id for place in (0, 1, 3)
    )
    assert asked[cast.units["jiahe-housing"]].item_ids == (items[1].id,)
    assert asked[cast.units["jiahe-finance"]].item_ids == (items[2].id,)
    assert {each.reply for each in asked.values()} == {"waiting"}


def test_what_nobody_has_looked_at_is_not_sent(cast: Cast, tmp_path: Path) -> None:
    division_id = drafted(cast, tmp_path)
    terms = RoundDraft(reply_due_on=DUE)
    with pytest.raises(Refused) as refused:
        send_for_comment(cast.actor("county_officer"), division_id, 1, terms, at=cast.at)
    assert refused.value.reason == "divisions.refused.unseen"
    assert refused.value.params["numbers"] == "1、2、3、4"


def test_a_reply_is_kept_with_its_opinions_and_may_be_replaced_until_the_round_closes(
    cast: Cast, division_id: int
) -> None:
    said = objection(cast, division_id)
    reply(cast, division_id, "department_officer", "jiahe-housing", said)
    reply(cast, division_id, "department_officer", "jiahe-housing", said)
    asked = asked_of(division_id)[cast.units["jiahe-housing"]]
    assert (asked.reply, asked.words, len(asked.opinions)) == ("objected", "原则同意", 1)
    assert Event.objects.filter(action="division.object").count() == 2


def test_a_proposal_alone_is_no_objection(cast: Cast, division_id: int) -> None:
    said = objection(cast, division_id)
    [opinion] = said.opinions
    wanted = replace(said, opinions=(replace(opinion, opinion_kind="proposal"),))
    reply(cast, division_id, "department_officer", "jiahe-housing", wanted)
    assert asked_of(division_id)[cast.units["jiahe-housing"]].reply == "proposed"
    assert said.reply == "objected"


def test_a_unit_speaks_for_itself_and_of_its_own_tasks(cast: Cast, division_id: int) -> None:
    with pytest.raises(Refused):
        reply(cast, division_id, "finance_officer", "jiahe-housing", ReplyWords())
    other = OpinionDraft(items_of(division_id)[2].id, "不归我局")
    with pytest.raises(Refused) as refused:
        said = ReplyWords("", (other,))
        reply(cast, division_id, "department_officer", "jiahe-housing", said)
    assert refused.value.reason == "divisions.refused.no_such_task"
    assert not Opinion.objects.exists()


def test_a_reply_on_paper_is_recorded_with_its_scan(
    cast: Cast, division_id: int, tmp_path: Path
) -> None:
    asked = asked_of(division_id)[cast.units["jiahe-finance"]]
    shelf = Shelf(tmp_path, 10_000)
    scan = EvidenceUpload("无意见。县财政局".encode(), "复函.txt")
    officer = cast.actor("county_officer")
    paper = PaperReply(ReplyWords("无意见"), scan, cast.day, shelf)
    with pytest.raises(Refused):
        record_reply(cast.actor("department_officer"), asked.id, asked.version, paper, at=cast.at)
    record_reply(officer, asked.id, asked.version, paper, at=cast.at)
    kept = asked_of(division_id)[cast.units["jiahe-finance"]]
    assert (kept.reply, kept.is_recorded, kept.scan_name) == ("agreed", True, "复函.txt")
    opened = open_scan(officer, kept.id, tmp_path, day=cast.day)
    assert opened.path.read_bytes().decode() == "无意见。县财政局"
    assert Event.objects.filter(action="division.record_reply").exists()


def test_the_clock_runs_and_silence_is_recorded_as_silence(cast: Cast, division_id: int) -> None:
    officer = cast.actor("county_officer")
    version = row_of(division_id).version
    with pytest.raises(Refused) as refused:
        close_comment_round(officer, division_id, version, at=cast.at)
    assert refused.value.params["number"] == 3
    finance = cast.units["jiahe-finance"]
    assert remind_units(officer, division_id, [finance], at=cast.at) == 1
    assert closed(cast, division_id) == 1
    asked = asked_of(division_id)[finance]
    assert (asked.reply, asked.reminded_on) == ("silent", cast.day)
    assert row_of(division_id).state == "settling"


def test_an_accepted_objection_changes_the_draft_by_an_event_of_its_own(
    cast: Cast, division_id: int
) -> None:
    closed(cast, division_id)
    settle(cast, "accepted")
    item = items_of(division_id)[1]
    assert item.lead_ids == (cast.units["jiahe-education"],)
    assert item.joint_ids == ()
    assert item.is_changed
    taken = Event.objects.get(action="division.take_over")
    assert taken.subject_id == item.id
    assert Event.objects.get(action="division.settle").subject_id == Opinion.objects.get().pk


def test_the_former_lead_helps_from_now_on_where_the_office_says_so(
    cast: Cast, division_id: int
) -> None:
    closed(cast, division_id)
    before = items_of(division_id)[1]
    settle(cast, "accepted", keeps_former=True)
    item = items_of(division_id)[1]
    assert item.lead_ids == (cast.units["jiahe-education"],)
    assert item.joint_ids == (cast.units["jiahe-housing"],)
    # The history of the row keeps who led before.
    taken = Event.objects.get(action="division.take_over")
    assert taken.before["lead_ids"] == list(before.lead_ids)
    assert taken.after["joint_ids"] == [cast.units["jiahe-housing"]]


def test_a_rejection_needs_its_reason_and_leaves_the_draft(cast: Cast, division_id: int) -> None:
    closed(cast, division_id)
    with pytest.raises(Refused):
        settle(cast, "rejected")
    settle(cast, "rejected", reason="依据三定规定")
    assert not items_of(division_id)[1].is_changed
    assert Opinion.objects.get().verdict_reason == "依据三定规定"


def test_a_part_taken_over_is_what_the_office_says(cast: Cast, division_id: int) -> None:
    closed(cast, division_id)
    settle(cast, "partly", reason="牵头单位不变，时限提前", due_on=OTHER_DAY)
    item = items_of(division_id)[1]
    assert item.lead_ids == (cast.units["jiahe-housing"],)
    assert item.deadline_days == (OTHER_DAY,)


def test_a_second_round_asks_only_about_what_changed(cast: Cast, division_id: int) -> None:
    closed(cast, division_id)
    settle(cast, "accepted")
    officer = cast.actor("county_officer")
    with pytest.raises(Refused) as refused:
        agree_division(officer, division_id, row_of(division_id).version, at=after_due(cast))
    assert refused.value.reason == "divisions.refused.not_shown"
    terms = RoundDraft(reply_due_on=OTHER_DAY)
    version = row_of(division_id).version
    send_for_comment(officer, division_id, version, terms, at=after_due(cast))
    asked = asked_of(division_id)
    assert {*asked} == {cast.units["jiahe-education"]}
    assert asked[cast.units["jiahe-education"]].item_ids == (items_of(division_id)[1].id,)


def test_it_takes_effect_only_when_issued_and_then_all_at_once(
    cast: Cast, division_id: int
) -> None:
    closed(cast, division_id)
    settle(cast, "rejected", reason="依据三定规定")
    officer, at = cast.actor("county_officer"), after_due(cast)
    agree_division(officer, division_id, row_of(division_id).version, at=at)
    reopen_division(officer, division_id, row_of(division_id).version, "文字修改", at=at)
    agree_division(officer, division_id, row_of(division_id).version, at=at)
    finance, drafted = cast.units["jiahe-finance"], row_of(division_id).drafted_on
    with pytest.raises(Refused):
        early = Countersignature(finance, drafted - timedelta(days=1), "张局长")
        note_countersignature(officer, division_id, early, at=at)
    signed = Countersignature(finance, at.date(), "张局长")
    note_countersignature(officer, division_id, signed, at=at)
    version = row_of(division_id).version
    issued = Issue("甲政办发〔2026〕5号", at.date())
    with pytest.raises(Refused):
        issue_division(officer, division_id, version, issued, at=at)
    with pytest.raises(Refused) as refused:
        finish_countersigning(officer, division_id, version, at=at)
    assert refused.value.params["number"] == 2
    assert not Plan.objects.exists()
    finish_countersigning(officer, division_id, version, "两单位口头同意，另行补签", at=at)
    version = row_of(division_id).version
    plan_id = issue_division(officer, division_id, version, issued, at=at)
    row = row_of(division_id)
    assert (row.state, row.issued_number, row.plan_id) == ("issued", issued.number, plan_id)
    assert Document.objects.get(pk=row.document_id).state == "adopted"
    tasks = Task.objects.filter(plan_id=plan_id).order_by("position")
    assert [task.lead_unit_id for task in tasks] == [
        cast.units[f"jiahe-{name}"] for name in ("education", "housing", "finance", "education")
    ]
    assert {task.due_on for task in tasks} == {date(2027, 12, 31)}
    assert TaskUnit.objects.filter(task=tasks[1], role="joint").count() == 1
    assert Target.objects.filter(plan_id=plan_id).exists()
    assert {"division.issue", "document.adopt", "plan.create", "task.register"} <= set(
        Event.objects.values_list("action", flat=True)
    )


def test_reopening_takes_the_signatures_back(cast: Cast, division_id: int) -> None:
    closed(cast, division_id)
    settle(cast, "rejected", reason="依据三定规定")
    officer, at = cast.actor("county_officer"), after_due(cast)
    agree_division(officer, division_id, row_of(division_id).version, at=at)
    signed = Countersignature(cast.units["jiahe-finance"], at.date(), "张局长")
    note_countersignature(officer, division_id, signed, at=at)
    reopen_division(officer, division_id, row_of(division_id).version, "改动第二项", at=at)
    assert not Signature.objects.exists()
    assert row_of(division_id).state == "settling"
