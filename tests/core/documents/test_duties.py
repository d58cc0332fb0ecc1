"""部门职责、报送要求 — which department does what, and who reports what to whom by when."""

from mengyang.core.documents import open_document
from mengyang.core.documents.readings import duties, reporting
from mengyang.core.documents.records import Duty, Reporting


def duties_of(text: str) -> list[Duty]:
    return list(duties.read(open_document(text)))


def reports_of(text: str) -> list[Reporting]:
    return list(reporting.read(open_document(text)))


def test_every_department_of_a_sentence_has_its_duty() -> None:
    found = duties_of(
        "一、要求\n成立专班。住建部门做好移交监管;民政部门依法办理登记;财政部门要落实经费。"
        "县教育部门定期联合住建、消防救援等部门,加大督导。\n"
    )
    assert [(duty.department, duty.duty, duty.joint) for duty in found] == [
        ("住建部门", "做好移交监管", ()),
        ("民政部门", "依法办理登记", ()),
        ("财政部门", "落实经费", ()),
        ("县教育部门", "定期联合住建、消防救援等部门,加大督导", ("住建", "消防救援")),
    ]


def test_a_line_that_begins_with_the_office_is_its_duty() -> None:
    found = duties_of(
        "工作方案\n一、职责分工\n县教育局：负责统筹协调，制定标准。做好安置。\n县公安局、县民政局:负责登记。\n"
        "各乡镇：按照属地原则组织排查。\n联系人：负责同志。\n二、要求\n加强领导。\n"
    )
    assert [(duty.department, duty.duty) for duty in found] == [
        ("县教育局", "负责统筹协调，制定标准。做好安置"),
        ("县公安局", "负责登记"),
        ("县民政局", "负责登记"),
        ("各乡镇", "按照属地原则组织排查"),
    ]


def test_units_behind_labels_and_in_brackets_are_no_duties() -> None:
    assert duties_of("一、要求\n1.整改。\n责任单位：县教育局要负责\n") == []
    assert duties_of("一、任务\n1.整改。（甲局牵头；乙局配合做好工作）\n") == []
    assert duties_of("一、任务\n1.整改。清理无证园（县公安局负责）。加强检查。\n") == []
    assert duties_of("没有编号，教育部门要负责。\n") == []


def test_in_a_rectification_plan_a_subject_behind_a_comma_is_part_of_the_remedy() -> None:
    text = "整改方案\n一、措施\n1.关于甲的问题。\n整改措施:落实办法,各县(市)要积极协调。\n"
    assert duties_of(text) == []
    assert [duty.department for duty in duties_of(text.replace("整改方案", "工作意见"))] == [
        "各县(市)"
    ]


def test_a_report_says_who_what_to_whom_by_when_and_who_signs() -> None:
    (found,) = reports_of(
        "整改方案\n一、要求\n(一)认真整改。举一反三。请各县(市、景区)、各有关部门(单位)于2021年1月31日之前,"
        "将整改方案和整改情况经主要领导签字后报甲办公室(联系人:某某),并向党内和社会“双公开”。\n"
    )
    assert (found.path, found.who, found.what, found.to) == (
        "一/(一)", ("各县(市、景区)", "各有关部门(单位)"), ("整改方案", "整改情况"), "甲办公室",
    )  # fmt: skip
    assert [day.isoformat() for day in found.deadline.on] == ["2021-01-31"]
    assert (found.signatory, found.publicity) == ("主要领导", "向党内和社会“双公开”")


def test_what_is_drawn_up_is_what_is_reported() -> None:
    (found,) = reports_of(
        "通知\n一、进度\n(一)制定方案。各地要抓紧制定具体实施方案，并于2018年12月底前报送省政府办公厅备案。\n"
    )
    assert (found.who, found.what, found.to) == (("各地",), ("具体实施方案",), "省政府办公厅")


def test_a_closing_paragraph_may_carry_the_report() -> None:
    (found,) = reports_of(
        "通知\n一、甲\n1.乙。丙。\n2.丁。戊。\n各省（自治区、直辖市）工作方案以及摸底、整改等情况，要及时报送联合办公室。\n"
    )
    assert (found.path, found.who, found.what) == (
        "closing", ("各省（自治区、直辖市）",), ("工作方案", "摸底、整改等情况"),
    )  # fmt: skip


def test_asking_for_approval_or_applying_is_no_report() -> None:
    assert reports_of("通知\n一、甲\n各县要将调整方案报省政府批准后实施。\n") == []
    assert reports_of("通知\n一、甲\n各县要积极申报示范县，加强情况通报，畅通举报。\n") == []
