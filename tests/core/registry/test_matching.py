"""单位匹配 — printed names against a small directory of a prefecture and two counties."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mengyang.core.dated import Dated
from mengyang.core.registry import (
    Ambiguous,
    How,
    Match,
    Matched,
    NamedGroup,
    NamedUnit,
    UnitDirectory,
    UnknownUnit,
    directory,
    fold,
    match,
)

BEGAN, RENAMED, TODAY = date(2019, 1, 1), date(2030, 7, 1), date(2031, 5, 6)
PREFECTURE, HEYUAN, LINSHAN = "1.", "1.2.", "1.3."
(OFFICE, HOUSING, EDUCATION, HEYUAN_GOVERNMENT, LINSHAN_GOVERNMENT, HEYUAN_EDUCATION,
 LINSHAN_EDUCATION, HEYUAN_FIRE, LINSHAN_FIRE, RENAMED_BUREAU) = range(10, 20)  # fmt: skip
COUNTIES, DEPARTMENTS, TOWNS = 1, 2, 3


def unit(unit_id: int, path: str, name: str, *aliases: str) -> NamedUnit:
    dated = tuple(Dated(alias, BEGAN) for alias in aliases)
    return NamedUnit(unit_id, path, (Dated(name, BEGAN),), dated)


UNITS = [
    unit(OFFICE, PREFECTURE, "青穗地区教育工作领导小组办公室", "领导小组办公室"),
    unit(HOUSING, PREFECTURE, "青穗地区住房和城乡建设局", "住建部门", "住建局"),
    unit(EDUCATION, PREFECTURE, "青穗地区教育局", "教育局", "教育部门"),
    unit(HEYUAN_GOVERNMENT, HEYUAN, "禾源县人民政府", "县政府"),
    unit(LINSHAN_GOVERNMENT, LINSHAN, "临山市(新区)人民政府", "市政府"),
    unit(HEYUAN_EDUCATION, HEYUAN, "禾源县教育局", "教育局"),
    unit(LINSHAN_EDUCATION, LINSHAN, "临山市教育局", "教育局"),
    unit(HEYUAN_FIRE, HEYUAN, "禾源县消防救援大队", "消防救援部门"),
    unit(LINSHAN_FIRE, LINSHAN, "临山市消防救援大队", "消防救援部门"),
    NamedUnit(
        RENAMED_BUREAU,
        PREFECTURE,
        (Dated("青穗地区工商局", BEGAN, RENAMED), Dated("青穗地区市场监督管理局", RENAMED)),
        (Dated("市场监管部门", RENAMED),),
    ),
]
GROUPS = [
    NamedGroup(
        COUNTIES,
        PREFECTURE,
        ("各县(市)人民政府", "各县(市)"),
        (Dated(HEYUAN_GOVERNMENT, BEGAN), Dated(LINSHAN_GOVERNMENT, RENAMED)),
    ),
    NamedGroup(DEPARTMENTS, PREFECTURE, ("各有关部门(单位)",)),
    NamedGroup(TOWNS, LINSHAN, ("各乡镇",), (Dated(HEYUAN_FIRE, BEGAN),)),
]


def seen_from(home: str) -> UnitDirectory:
    return directory(home, UNITS, GROUPS)


CASES: list[tuple[str, str, Match]] = [
    # an official name, wherever it lies
    (PREFECTURE, "青穗地区教育局", Matched("青穗地区教育局", (EDUCATION,), How.NAME)),
    (HEYUAN, "临山市教育局", Matched("临山市教育局", (LINSHAN_EDUCATION,), How.NAME)),
    # full width, half width and blanks do not matter
    (
        PREFECTURE,
        "临山市（新区）人民政府",
        Matched("临山市（新区）人民政府", (LINSHAN_GOVERNMENT,), How.NAME),
    ),
    (
        PREFECTURE,
        " 禾源县　人民政府 ",
        Matched(" 禾源县　人民政府 ", (HEYUAN_GOVERNMENT,), How.NAME),
    ),
    # an alias: the own area first, then over it and under it
    (PREFECTURE, "教育局", Matched("教育局", (EDUCATION,), How.ALIAS)),
    (HEYUAN, "教育局", Matched("教育局", (HEYUAN_EDUCATION,), How.ALIAS)),
    (HEYUAN, "住建部门", Matched("住建部门", (HOUSING,), How.ALIAS)),
    (PREFECTURE, "县政府", Matched("县政府", (HEYUAN_GOVERNMENT,), How.ALIAS)),
    # two units under the area bear it
    (PREFECTURE, "消防救援部门", Ambiguous("消防救援部门", (HEYUAN_FIRE, LINSHAN_FIRE))),
    # an alias beside the area is only proposed
    (
        HEYUAN,
        "市政府",
        UnknownUnit("市政府", "registry.unit.elsewhere", (LINSHAN_GOVERNMENT,)),
    ),
    # an ending written short by rule
    (HEYUAN, "禾源县政府", Matched("禾源县政府", (HEYUAN_GOVERNMENT,), How.ALIAS)),
    (HEYUAN, "青穗地区住建局", Matched("青穗地区住建局", (HOUSING,), How.ALIAS)),
    # a group expands to the members in force
    (
        PREFECTURE,
        "各县（市）人民政府",
        Matched("各县（市）人民政府", (HEYUAN_GOVERNMENT, LINSHAN_GOVERNMENT), How.GROUP, COUNTIES),
    ),
    (HEYUAN, "各乡镇", UnknownUnit("各乡镇", "registry.unit.unknown")),
    # a group whose roster is printed nowhere is asked for
    (
        PREFECTURE,
        "各有关部门(单位)",
        UnknownUnit("各有关部门(单位)", "registry.group.no_members", group_id=DEPARTMENTS),
    ),
    # an old name is proposed, not taken
    (
        PREFECTURE,
        "青穗地区工商局",
        UnknownUnit("青穗地区工商局", "registry.unit.not_in_force", (RENAMED_BUREAU,)),
    ),
    (PREFECTURE, "气象局", UnknownUnit("气象局", "registry.unit.unknown")),
    (PREFECTURE, "", UnknownUnit("", "registry.unit.unknown")),
]


@pytest.mark.parametrize(("home", "name", "expected"), CASES)
def test_a_printed_name_means(home: str, name: str, expected: Match) -> None:
    assert match(name, seen_from(home), TODAY) == expected


def test_an_old_document_finds_the_name_and_the_roster_of_its_day() -> None:
    old = date(2024, 1, 1)
    known = seen_from(PREFECTURE)
    assert match("青穗地区工商局", known, old) == Matched(
        "青穗地区工商局", (RENAMED_BUREAU,), How.NAME
    )
    assert match("各县(市)", known, old) == Matched(
        "各县(市)", (HEYUAN_GOVERNMENT,), How.GROUP, COUNTIES
    )


def test_an_alias_and_a_group_of_one_name_are_left_to_a_person() -> None:
    units = [unit(1, PREFECTURE, "青穗地区项目办", "各单位")]
    groups = [NamedGroup(5, PREFECTURE, ("各单位",), (Dated(1, BEGAN),))]
    found = match("各单位", directory(PREFECTURE, units, groups), TODAY)
    assert found == Ambiguous("各单位", (1,), (5,))


@given(st.sampled_from([case[1] for case in CASES]), st.text(" 　\t ", max_size=3))
def test_blanks_change_nothing(name: str, blank: str) -> None:
    spaced = blank.join(name)
    plain, found = (
        match(name, seen_from(PREFECTURE), TODAY),
        match(spaced, seen_from(PREFECTURE), TODAY),
    )
    assert type(found) is type(plain)
    assert getattr(found, "unit_ids") == getattr(plain, "unit_ids")  # noqa: B009


@given(st.text(max_size=12))
def test_any_text_is_answered_and_only_a_known_name_is_matched(name: str) -> None:
    found = match(name, seen_from(PREFECTURE), TODAY)
    spelt = {fold(each.value) for each in UNITS for each in (*each.names, *each.aliases)}
    spelt |= {fold(each) for group in GROUPS for each in group.names}
    if fold(name) not in spelt:
        assert found == UnknownUnit(name, "registry.unit.unknown")


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@settings(max_examples=20)
@given(st.permutations(UNITS), st.permutations(GROUPS))
def test_the_order_of_the_directory_decides_nothing(
    units: list[NamedUnit], groups: list[NamedGroup]
) -> None:
    known = directory(PREFECTURE, units, groups)
    for _, name, _ in CASES:
        expected, found = match(name, seen_from(PREFECTURE), TODAY), match(name, known, TODAY)
        assert type(found) is type(expected)
        assert set(found.unit_ids) == set(expected.unit_ids)
