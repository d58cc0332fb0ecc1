"""完整性核对 — a text that gives nothing, or only half of itself, says so; a whole one does not."""

from datetime import date

import pytest

from mengyang.core.documents import Reading, read
from mengyang.core.findings import Level
from tests.core.documents.texts import SAMPLES, gold_documents, sample_folders

HEAD = "关于做好幼儿园安全工作的通知\n\n各乡镇人民政府:\n\n"
PROSE = (
    "幼儿园安全工作关系千家万户,责任重大。",
    "全县幼儿园的门卫和食堂,去年已检查完毕。",
)
PLAN = (
    "云岭县学前教育问题整改方案\n\n一、整改任务\n(一)学位供给不足\n"
    "1.关于“城区学位紧张”的问题。\n整改措施:新建县第三幼儿园,增设学位270个,缓解城区入园压力。\n"
    "整改单位:县教育局、县住房和城乡建设局\n整改时限:2024年12月底前\n"
    "2.关于“农村园条件薄弱”的问题。\n"
)
CODES = ("no_numbering", "read_by_paragraph", "nothing_to_do", "seems_cut_off")


def warned(reading: Reading) -> list[str]:
    """Which of the three warnings a reading carries, each at a real place of its text."""
    found = []
    for check in reading.checks:
        code = check.finding.code.removeprefix("documents.check.")
        if code in CODES:
            assert check.finding.level is Level.WARNING
            assert check.quote and check.quote == reading.document.text[slice(*check.span)]
            found.append(code)
    return found


def test_a_text_without_a_number_says_so_and_keeps_its_paragraphs() -> None:
    reading = read(HEAD + "\n\n".join(PROSE) + "\n\n云岭县教育局\n2024年3月5日\n")
    assert warned(reading) == ["no_numbering"]
    told = next(check for check in reading.checks if check.finding.code.endswith("no_numbering"))
    assert (told.path, told.quote, told.finding.params["paragraphs"]) == ("§1", PROSE[0], 2)
    assert [(each.path, each.quote) for each in reading.unread] == [
        ("§1", PROSE[0]),
        ("§2", PROSE[1]),
    ]


def test_a_paragraph_that_orders_is_an_item_and_one_that_reports_a_duty_to_report() -> None:
    order = "请各县(市)教育局于2026年6月10日前完成园舍排查。"
    report = "请各县(市)于3月1日前报送2025年度总结。"
    reading = read(f"{HEAD}{order}\n\n{report}\n\n云岭县教育局\n2026年2月5日\n")
    [item], [duty] = reading.obligations, reading.reporting
    assert [unit.name for unit in item.responsible_units] == ["各县(市)教育局"]
    assert (item.path, item.deadline.on) == ("§1", (date(2026, 6, 10),))
    assert (duty.who, duty.what, duty.deadline.on) == (
        ("各县(市)",),
        ("2025年度总结",),
        (date(2026, 3, 1),),
    )
    assert warned(reading) == ["read_by_paragraph"]


@pytest.mark.parametrize("head", ["", "关于报送数据的通知\n\n各县(市)教育局:\n\n"])
def test_a_notice_of_one_sentence_is_a_duty_to_report(head: str) -> None:
    who = "" if head else "各县(市)教育局"
    reading = read(f"{head}请{who}于2026年12月1日前报送幼儿园基本情况表。\n")
    [duty] = reading.reporting
    assert (duty.who, duty.what) == (("各县(市)教育局",), ("幼儿园基本情况表",))
    assert duty.deadline.on == (date(2026, 12, 1),)
    assert warned(reading) == [] and reading.unread == ()


def test_a_paragraph_that_gave_something_is_not_called_unread() -> None:
    stated = "全县现有幼儿园36所,在园幼儿5200人。"
    reading = read(f"{HEAD}{PROSE[0]}\n\n{stated}\n")
    assert reading.figures
    assert [each.quote for each in reading.unread] == [PROSE[0]]


def test_a_table_without_numbers_in_its_margin_is_no_text_without_numbers() -> None:
    rows = "序号\t工作任务\t责任单位\t完成时限\n1\t新建幼儿园\t县教育局\t2026年12月底前\n"
    reading = read("云岭县2026年重点任务分工表\n\n" + rows)
    assert reading.obligations
    assert warned(reading) == []
    assert reading.unread == ()


def test_clauses_without_anything_to_do_are_told() -> None:
    told = read("一、基本情况\n(一)概况。全县共有十个乡镇。\n(二)特点。天气较冷。\n")
    assert not told.obligations and not told.reporting
    assert warned(told) == ["nothing_to_do"]


@pytest.mark.parametrize(
    "end",
    [
        "整改措施:为农村幼儿园补充玩教具,改善取暖条件,建立巡回支教制",
        "整改措施:为农村幼儿园补充玩教具,改善取暖条件,",
        "整改措施:为农村幼儿园补充玩教具。建立巡回支教",
        "整改措施:为农村幼儿园补充玩教具,改善取暖条件,建立巡回支教制\ufffd",
    ],
)
def test_half_a_document_is_told(end: str) -> None:
    reading = read(PLAN + end)
    assert warned(reading) == ["seems_cut_off"]
    told = next(check for check in reading.checks if check.finding.code.endswith("cut_off"))
    assert told.quote == end
    assert end.endswith(str(told.finding.params["end"]))


@pytest.mark.parametrize(
    "end",
    [
        "整改措施:为农村幼儿园补充玩教具,改善取暖条件,建立巡回支教制度。",
        "整改措施:为农村幼儿园补充玩教具。\n整改单位:县教育局,县财政局,各乡镇人民政府,各街道办事处",
        "整改措施:为农村幼儿园补充玩教具。\n整改时限:2024年12月底前",
        "整改措施:补充玩教具。\n云岭县教育局 云岭县公安局 云岭县财政局 云岭县卫生健康局",
        "整改措施:补充玩教具。\n云岭县教育局\n2024年3月5日",
        "整改措施:补充玩教具。\n特此通知",
        "整改措施:补充玩教具。\n附件:1.任务清单,由各乡镇按照职责分工填写并按时报送",
        "整改措施:补充玩教具。(联系人:李某某,联系电话:0000-1234567)",
    ],
)
def test_a_whole_document_is_not_called_cut_off(end: str) -> None:
    assert warned(read(PLAN + end)) == []


def test_an_office_that_never_writes_a_full_stop_has_not_cut_its_text_off() -> None:
    lines = [f"{n}.县教育局牵头制定第{n}项管理办法,各乡镇人民政府配合落实" for n in range(1, 6)]
    assert warned(read("一、工作任务\n" + "\n".join(lines))) == []


@pytest.mark.parametrize("text", ["", "\n \n", "通知", "一、"])
def test_next_to_nothing_does_not_break_it(text: str) -> None:
    assert "seems_cut_off" not in warned(read(text))


def test_our_samples_are_whole_and_their_bad_neighbours_are_not() -> None:
    for folder in sample_folders():
        assert warned(read((folder / "text.txt").read_text("utf-8"))) == [], folder.name
    bad = SAMPLES / "bad-input"
    half = (bad / "half-a-document.txt").read_text("utf-8", errors="replace")
    assert warned(read(half)) == ["seems_cut_off"]
    assert warned(read((bad / "no-numbering.txt").read_text("utf-8"))) == ["read_by_paragraph"]


def test_each_document_beside_the_project_is_warned_of_only_where_it_has_no_clause() -> None:
    for name, text, gold in gold_documents():
        assert warned(read(text)) == ([] if gold["outline"] else ["no_numbering"]), name
