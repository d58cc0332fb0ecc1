"""责任单位 — who answers for an item, told by label, bracket, sentence, or not at all."""

import pytest

from mengyang.core.documents import read
from mengyang.core.documents.records import Obligation
from tests.core.documents.texts import letter


def item(words: str) -> Obligation:
    """The first of two tasks, told in `words`."""
    return read(letter(f"一、主要任务\n（一）{words}\n（二）开展培训。")).obligations[0]


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("建园。（县教育局、县财政局负责）", "县教育局 responsible 县财政局 responsible"),
        ("建园。（县教育局牵头，县财政局配合）", "县教育局 lead 县财政局 joint"),
        ("建园。（牵头单位：县教育局；配合单位：县财政局）", "县教育局 lead 县财政局 joint"),
        ("建园。(责任股室:人事股;配合股室:计财股)", "人事股 lead 计财股 joint"),
        ("建园。（各乡镇人民政府）", "各乡镇人民政府 responsible"),
        ("建园。责任单位：县教育局、各乡镇", "县教育局 responsible 各乡镇 responsible"),
        ("建园。（2024年6月底前）", ""),
        ("建园。（见附件）", ""),
    ],
)  # fmt: skip
def test_stated_units_carry_their_role(words: str, units: str) -> None:
    named = item(words).responsible_units
    assert " ".join(f"{unit.name} {unit.role}" for unit in named) == units
    assert all(unit.stated for unit in named)


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("县教育局要建园。", "县教育局 responsible"),
        ("由县教育局牵头，县财政局、县住建局配合。", "县教育局 lead 县财政局 joint 县住建局 joint"),
        ("由县教育局牵头，会同县财政局办理。", "县教育局 lead 县财政局 joint"),
        ("要加强领导。", ""),
        ("办园要符合规定。", ""),
        ("对乡镇政府要考核。", ""),
    ],
)  # fmt: skip
def test_units_of_a_sentence_are_told_from_stated_ones(words: str, units: str) -> None:
    named = item(words).responsible_units
    assert " ".join(f"{unit.name} {unit.role}" for unit in named) == units
    assert not any(unit.stated for unit in named)


@pytest.mark.parametrize(
    ("words", "is_open"),
    [("建园。（县教育局等有关部门负责）", True), ("建园。（县教育局负责）", False)],
)
def test_a_list_that_goes_on_is_open(words: str, is_open: bool) -> None:
    found = item(words)
    assert found.units_are_open is is_open
    assert [unit.name for unit in found.responsible_units] == ["县教育局"]


def test_each_unit_stands_once_with_its_strongest_role() -> None:
    [unit] = item("建园。（责任单位：县教育局、县教育局；牵头单位：县教育局）").responsible_units
    assert (unit.name, unit.role) == ("县教育局", "lead")


@pytest.mark.parametrize(
    "words", ["建园。（县教育局牵头，县财政局配合）", "由县教育局牵头，会同县财政局办理。"]
)
def test_every_span_holds_the_name(words: str) -> None:
    reading = read(letter(f"一、主要任务\n（一）{words}"))
    for unit in reading.obligations[0].responsible_units:
        assert reading.document.text[slice(*unit.span)] == unit.name


def test_a_default_answers_only_where_nobody_is_named() -> None:
    body = (
        "一、主要任务\n（一）建园。（县教育局负责）\n（二）招生。\n"
        "以上未注明责任单位的，由县财政局负责。"
    )
    first, second = read(letter(body)).obligations
    assert [unit.name for unit in first.responsible_units] == ["县教育局"]
    assert [unit.name for unit in second.responsible_units] == ["县财政局"]
