"""台账导出 — the sheet opened again: every row and column, in both languages, within reach."""

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from mengyang.actions import requests, rulings
from mengyang.actions.assignments import assign_plan
from mengyang.actions.exports import ExportedLedger, export_ledger
from mengyang.actions.requests import Asking
from mengyang.actions.tasks import Progress, claim_done, report_progress, sign_for_task
from mengyang.core.facts import Seen
from mengyang.core.findings import Refused
from mengyang.core.ledger import RequestKind
from mengyang.store.models import Event, Evidence, Recheck, Task
from tests.cast import AT, Cast
from tests.ledger_plan import DUE, Written, write_plan
from tests.ledger_work import signed

pytestmark = pytest.mark.django_db

JUNE = date(2026, 6, 30)
LOCAL = datetime.fromisoformat("2026-03-05T00:20:00+08:00")
HEADS_ZH = [
    *("序号", "条款", "问题／任务", "整改措施／情况说明", "责任单位（牵头）", "配合单位"),
    *("文中单位（未对应）", "责任领导", "时限"),
    *("到期日", "状态", "灯", "最新进展", "完成比例（%）", "佐证数", "销号申请人", "核验人"),
    *("外部验收", "问题金额（元）", "已整改金额（元）", "金额整改情况"),
    "撤销、转入等处理决定",
    *("原定到期日", "延期次数", "最近回头看", "待批请示"),
    "变更理由（回填）",
]


@pytest.fixture
def plan(cast: Cast) -> Written:
    """Task 2 claimed done without a percentage, all others assigned."""
    written = write_plan(cast)
    assign_plan(cast.actor("prefecture_supervisor"), written.plan_id, at=AT)
    housing, pk = cast.actor("department_officer"), written.tasks["2"]
    Task.objects.filter(pk=pk).update(
        names_without_unit=["各责任单位", "有关乡镇"],
        responsible_leaders=["李四", "张三（副县长）"],
    )
    version = sign_for_task(housing, pk, 2, at=AT)
    version = report_progress(housing, pk, version, Progress("=SUM(1) 新园封顶"), at=LOCAL)
    Evidence.objects.create(
        task_id=pk,
        unit_id=cast.units["jiahe-housing"],
        file_name="a.pdf",
        media_type="application/pdf",
        size=3,
        sha256="1" * 64,
        attached_by_id=housing.user_id,
        attached_at=AT,
    )
    claim_done(housing, pk, version, at=LOCAL)
    return written


def exported(
    cast: Cast, plan: Written, person: str, language: str = "zh"
) -> tuple[ExportedLedger, Worksheet]:
    out = io.BytesIO()
    ledger = export_ledger(cast.actor(person), plan.plan_id, out, language, at=LOCAL)
    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "hidden"]
    return ledger, book.worksheets[0]


def lines(sheet: Worksheet) -> dict[str, dict[str, object]]:
    heads = [cell.value for cell in sheet[2]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    ended = next(index for index, row in enumerate(rows) if row[1] is None)
    return {str(row[0]): dict(zip(heads, row, strict=True)) for row in rows[:ended]}


@pytest.mark.postgresql
def test_the_sheet_is_the_ledger_of_an_office(cast: Cast, plan: Written) -> None:
    ledger, sheet = exported(cast, plan, "prefecture_supervisor")
    assert sheet["A1"].value == "云麓地区学前教育整改方案 台账（截至 2026-03-05 00:20）"
    assert [cell.value for cell in sheet[2]] == HEADS_ZH
    assert list(lines(sheet)) == ["1", "1.1", "1.2", "2", "3", "4", "5"]
    assert sheet.cell(sheet.max_row, 1).value == (
        "共 7 行，其中任务 6 项，分解任务的总项不重复计数。"
    )
    assert ledger == ExportedLedger("台账-云麓地区学前教育整改方案-20260305.xlsx", 7)
    assert lines(sheet)["2"] == {
        "序号": "2",
        "条款": "二",
        "问题／任务": "大班额尚未消除",
        "整改措施／情况说明": "新建园舍。",
        "责任单位（牵头）": "甲禾县住房和城乡建设局",
        "配合单位": "甲禾县教育局",
        "文中单位（未对应）": "各责任单位、有关乡镇",
        "责任领导": "李四、张三（副县长）",
        "时限": "2026年3月底前",
        "到期日": datetime.combine(DUE, time.min),
        "状态": "申请销号",
        "灯": "正常",
        "最新进展": "2026-03-05 甲禾县住房和城乡建设局：=SUM(1) 新园封顶",
        "完成比例（%）": "不详",
        "佐证数": 1,
        "销号申请人": "筑安 甲禾县住房和城乡建设局",
        "核验人": None,
        **dict.fromkeys(("外部验收", "问题金额（元）", "已整改金额（元）", "金额整改情况")),
        "撤销、转入等处理决定": None,
        "原定到期日": None,
        "延期次数": None,
        "最近回头看": None,
        "待批请示": None,
        "变更理由（回填）": None,
    }


def test_what_is_unknown_is_not_zero_and_a_group_has_no_share(cast: Cast, plan: Written) -> None:
    _, sheet = exported(cast, plan, "prefecture_supervisor")
    shown = lines(sheet)
    assert shown["1"]["完成比例（%）"] is None
    assert shown["1.1"]["完成比例（%）"] == "不详"
    assert shown["1"]["整改措施／情况说明"] == "核定编制。\n公开招聘。"
    assert shown["1.2"]["整改措施／情况说明"] == "核定编制。\n公开招聘。"
    assert shown["5"]["整改措施／情况说明"] == "已建成幼儿园两所。"
    assert shown["3"]["整改措施／情况说明"] == "不存在此类问题"
    assert (shown["3"]["时限"], shown["3"]["到期日"], shown["3"]["灯"]) == (
        "未规定时限",
        None,
        "不计时",
    )
    # Of its two printed days the first had passed before the plan was adopted.
    assert (shown["4"]["到期日"], shown["4"]["灯"]) == (datetime.combine(JUNE, time.min), "正常")
    assert shown["4"]["责任单位（牵头）"] is None


@pytest.mark.postgresql
def test_it_tells_extensions_rechecks_and_what_is_asked(cast: Cast) -> None:
    plan = write_plan(cast)
    office, housing = cast.actor("prefecture_supervisor"), cast.actor("department_officer")
    seen, later = signed(cast, plan), date(2026, 8, 31)
    for day in (JUNE, later):
        rulings.extend(office, seen, day, "雨季停工。", at=cast.at)
        seen = Seen(seen.id, Task.objects.get(pk=seen.id).version)
    asked = Asking(RequestKind.EXTENSION, "仍需一月。", "局长", "", date(2026, 9, 30))
    requests.ask(housing, seen, asked, at=LOCAL)
    rechecks = ((True, "整改到位。"), (False, "又见大班额。"))
    for hours, (holds, words) in enumerate(rechecks):
        Recheck.objects.create(
            task_id=plan.tasks["5"],
            holds=holds,
            words=words,
            witness="同行",
            checked_by_id=office.user_id,
            checked_at=LOCAL + timedelta(hours=hours),
        )
    shown = lines(exported(cast, plan, "prefecture_supervisor")[1])
    two = shown["2"]
    assert two["到期日"] == datetime.combine(later, time.min)
    assert (two["原定到期日"], two["延期次数"]) == (datetime.combine(DUE, time.min), 2)
    assert two["待批请示"] == "2026-03-05 延期 → 2026-09-30"
    assert shown["5"]["最近回头看"] == "2026-03-05 未巩固：又见大班额。"
    assert shown["3"]["最近回头看"] is None


def test_the_sheet_speaks_english_too(cast: Cast, plan: Written) -> None:
    ledger, sheet = exported(cast, plan, "prefecture_supervisor", "en")
    assert sheet.title == "Ledger"
    assert sheet["A1"].value == "云麓地区学前教育整改方案 - ledger as of 2026-03-05 00:20"
    assert (sheet["A2"].value, sheet["N2"].value) == ("No.", "Done (%)")
    assert lines(sheet)["2"]["State"] == "Claimed done"
    assert lines(sheet)["2"]["Done (%)"] == "Not known"
    assert ledger.rows == 7


@pytest.mark.parametrize(
    ("person", "numbers"),
    [
        ("department_officer", ["2"]),
        ("county_officer", ["1.1", "2", "3", "5"]),
        ("other_county_officer", ["1.2"]),
        ("township_clerk", ["5"]),
        ("auditor", ["1", "1.1", "1.2", "2", "3", "4", "5"]),
    ],
)
@pytest.mark.postgresql
def test_it_holds_only_what_the_person_may_see(
    cast: Cast, plan: Written, person: str, numbers: list[str]
) -> None:
    ledger, sheet = exported(cast, plan, person)
    assert list(lines(sheet)) == numbers
    assert ledger.rows == len(numbers)


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        ("public_head", "ledger.refused.nothing_to_export"),
        ("parent", "ledger.refused.no_such_plan"),
        ("audit_administrator", "ledger.refused.no_such_plan"),
    ],
)
def test_who_has_nothing_to_export_is_told(
    cast: Cast, plan: Written, person: str, reason: str
) -> None:
    out, before = io.BytesIO(), Event.objects.count()
    with pytest.raises(Refused) as refused:
        export_ledger(cast.actor(person), plan.plan_id, out, "zh", at=LOCAL)
    assert refused.value.reason == reason
    assert (out.getvalue(), Event.objects.count()) == (b"", before)


def test_an_export_leaves_an_event(cast: Cast, plan: Written) -> None:
    exported(cast, plan, "department_officer")
    event = Event.objects.get(action="plan.export")
    assert (event.subject_kind, event.subject_id) == ("ledger.plan", plan.plan_id)
    assert event.actor_id == cast.users["department_officer"]
    assert event.after == {"rows": 1}


def test_a_language_it_does_not_speak_is_a_mistake(cast: Cast, plan: Written) -> None:
    with pytest.raises(ValueError, match="'fr'"):
        export_ledger(cast.actor("auditor"), plan.plan_id, io.BytesIO(), "fr", at=LOCAL)


def test_the_day_of_a_report_is_that_of_the_installation(cast: Cast, plan: Written) -> None:
    _, sheet = exported(cast, plan, "auditor")
    assert str(lines(sheet)["2"]["最新进展"]).startswith(str(date(2026, 3, 5)))
