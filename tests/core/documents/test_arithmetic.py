"""数字核对 — planted faults in shares, sums, counts and differences are found, right ones told."""

import pytest

from tests.core.documents.written_plans import codes, plan

SHARE = "现有在园幼儿28959人(其中民办在园幼儿1251人),公办幼儿园在园幼儿占比为{share}%。"


def test_a_share_of_what_a_part_leaves_is_recomputed() -> None:
    found = codes(plan(SHARE.format(share="95.68")))["share_agrees"]
    assert (found["stated"], found["computed"]) == ("95.68", "95.68")
    assert (found["part"], found["whole"]) == ("27708", "28959")


def test_a_wrong_share_is_found() -> None:
    found = codes(plan(SHARE.format(share="96.58")))
    assert found["share_differs"]["computed"] == "95.68"
    assert "share_agrees" not in found


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("巡察反馈的697个问题,完成整改688个,持续整改4个,未完成5个。", "sum_agrees"),
        ("全县应建幼儿园31所,其中已移交22所、建成未移交5所、未建3所。", "sum_differs"),
        ("全县应建幼儿园31所,其中已移交22所、未移交12所。", "sum_exceeds"),
        ("每户补助1900元(1000+400+500)。", "sum_agrees"),
        ("每户补助1900元(1000+400+600)。", "sum_differs"),
        ("反馈的697个问题,完成整改688个,整改完成率98.71%。", "share_agrees"),
        ("公办园占比由2018年的38.6%提高到2020年的52.4%,提高13.8个百分点。", "difference_agrees"),
        ("公办园占比由2018年的38.6%提高到2020年的52.4%,提高14.8个百分点。", "difference_differs"),
        ("确定东县、西县、南县3个县开展试点。", "count_agrees"),
        ("确定东县、西县、南县和北县4个县开展试点。", "count_agrees"),
        ("确定东县、西县、南县5个县开展试点。", "count_differs"),
        ("对民政局、农业局、科信局等3家单位开展检查。", "count_agrees"),
    ],
)
def test_it_recomputes(words: str, code: str) -> None:
    assert code in codes(plan(words))


@pytest.mark.parametrize(
    "words",
    [
        "现有幼儿园40所(含6所民办),在园幼儿5000人。",
        "全县应建幼儿园31所,其中已移交22所。",
        "对民政局、农业局等8家单位开展检查。",
        "新建幼儿园5所,培训教师200人,达到95%。",
        "公办园占比提高到52.4%,普惠率提高13.8个百分点。",
        "开展园长、教师、保育员培训5次。",
    ],
)
def test_where_nothing_is_certain_nothing_is_said(words: str) -> None:
    assert codes(plan(words)) == {}
