"""时限措辞 — each wording of a day in a label, a bracket, a cell and a sentence: one reading."""

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.records import Deadline
from tests.core.documents.one_task import first_task

_TABLE = """某县人民政府办公室关于印发《某县学前教育攻坚任务分解表》的通知
某政办发〔2031〕5号
各乡镇人民政府，县政府各部门：
现将《某县学前教育攻坚任务分解表》印发给你们。
某县人民政府办公室
2031年3月5日
某县学前教育攻坚任务分解表
序号\t工作任务\t责任单位\t完成时限
1\t建立工作台账\t县教育局\t{words}
2\t开展部门会商\t县财政局\t2031年8月底前
"""
_TASK = "建立工作台账。"
_FRAMES = {
    "label": _TASK + "\n责任单位：县教育局\n整改时限：{words}",
    "bracket": _TASK + "（县教育局牵头，{words}）",
    "labelled bracket": _TASK + "【责任单位：县教育局；完成时限：{words}】",
    "sentence": "县教育局要逐一开展排查，{words}完成整改。",
}
# What stands apart, in a label, bracket or cell; 前 and 内 are meant in a sentence too.
_APART = {
    "2031年度": "by date: 2031-12-31",
    "2031年5月初": "by date: 2031-05-10",
    "2031—2033年": "by date: 2033-12-31",
    "2031年至2033年": "by date: 2033-12-31",
    "“十六五”期末": "by date: 2035-12-31",
    "2031年4月起至6月底": "by date: 2031-06-30",
    "立即整改到位": "immediate",
    "立即落实": "immediate",
    "边督边改": "immediate",
    "即知即改，持续整改": "immediate+ongoing",
    "即日起，长期坚持": "immediate+ongoing",
    "2031年12月底前，并持续推进": "by date+ongoing: 2031-12-31",
    "2031年底前见到明显成效，长期坚持": "by date+ongoing: 2031-12-31",
}
_LIMITS = {
    "2031年度内": "by date: 2031-12-31",
    "年度内": "by date: 2031-12-31",
    "月内": "by date: 2031-03-31",
    "下个月底前": "by date: 2031-04-30",
    "5月下旬前": "by date: 2031-05-31",
    "最晚不超过2031年6月30日前": "by date: 2031-06-30",
}


@pytest.mark.parametrize("frame", [*_FRAMES, "cell"])
def test_a_day_reads_alike_wherever_it_stands(frame: str) -> None:
    expected = _LIMITS if frame == "sentence" else _LIMITS | _APART
    assert {words: _told(_due(frame, words)) for words in expected} == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("用3年时间", "relative"),
        ("2031年秋季学期", "relative"),
        ("每年春季学期", "recurring"),
        ("6.30", "by date: 2031-06-30"),
        ("全过程", "ongoing"),
        ("从2031年开始", "ongoing"),
    ],
)
def test_a_field_holds_what_no_sentence_does(words: str, expected: str) -> None:
    assert _told(_due("label", words)) == _told(_due("cell", words)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2031年底前基本完成，持续深化。", "by date+ongoing: 2031-12-31"),
        ("2031年12月31日前完成整改，此后长期坚持。", "by date+ongoing: 2031-12-31"),
        ("2031年底前完成改造，持续推进学前教育普及普惠。", "by date: 2031-12-31"),
        ("从2031年4月开始至12月结束。", "by date: 2031-12-31"),
        ("预计2031年10月完工。", "by date: 2031-10-31"),
        ("原计划2030年12月底前完成，调整为2031年6月底前完成。", "by date: 2031-06-30"),
        ("2031年1月1日至2031年12月31日期间出生的幼儿。", "none"),
        ("2031年暑假期间完成维修改造。", "relative"),
        ("对排查出的问题立行立改。", "immediate"),
        ("推进普惠发展。持续推进。", "ongoing"),
        ("持续推进学前教育改革。", "none"),
    ],
)
def test_a_sentence_tells_when(sentence: str, expected: str) -> None:
    assert _told(first_task(sentence).deadline) == expected


def _due(frame: str, words: str) -> Deadline:
    if frame == "cell":
        return read(_TABLE.format(words=words)).obligations[0].deadline
    return first_task(_FRAMES[frame].format(words=words)).deadline


def _told(found: Deadline) -> str:
    days = " ".join(str(day)[:16] for day in found.on)
    return f"{found.kind.value}: {days}".rstrip(": ")
