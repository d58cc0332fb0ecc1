"""Official codes 区划代码: they propose, virtual levels are left out, a person decides."""

from mengyang.core.findings import Unknown
from mengyang.core.registry.official_codes import (
    OfficialCode,
    ProposedArea,
    needed,
    places,
    proposed,
)

CODES = [
    OfficialCode("990201001", "甲街道"),
    OfficialCode("9902", "市辖区"),
    OfficialCode("990201", "乙区"),
    OfficialCode("99", "丙省"),
]


def test_parents_come_first_and_virtual_levels_are_left_out() -> None:
    assert proposed(CODES, {}) == (
        ProposedArea("990000", "丙省", "province", "", False),
        ProposedArea("990201", "乙区", "county", "990000", False),
        ProposedArea("990201001", "甲街道", "township", "990201", False),
    )


def test_what_is_on_record_is_told_with_its_name() -> None:
    found = proposed(CODES, {"990201": "丁区"})
    assert not isinstance(found, Unknown)
    told = {each.code: (each.is_known, each.known_name, each.parent_code) for each in found}
    assert told["990201"] == (True, "丁区", "990000")
    assert told["990201001"] == (False, "", "990201")


def test_a_code_that_is_none_stops_it() -> None:
    assert isinstance(proposed([OfficialCode("99x", "某")], {}), Unknown)


def test_nothing_is_put_over_the_top_of_the_record() -> None:
    assert [each.code for each in needed(CODES, "990201", ["990201"])] == ["990201001", "990201"]
    assert [each.code for each in needed(CODES, "99", ["990201"])] == [one.code for one in CODES]
    assert needed(CODES, "990201", []) == tuple(CODES)


def test_a_place_is_called_by_all_names_over_it_but_the_virtual() -> None:
    assert list(places(CODES)) == [("99", "丙省"), ("990201", "丙省 乙区")]
