"""行政区划 — paths, the tree on a day, and parents proposed from codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.dated import Dated
from mengyang.core.findings import Refused, Unknown
from mengyang.core.registry import (
    AreaPlace,
    AreaTree,
    make_path,
    parse_path,
    propose_parent,
    tree_on,
    trim,
)

SPRING, AUTUMN = date(2030, 3, 1), date(2031, 9, 1)


def place(parent_id: int | None, name: str, kind: str = "county") -> AreaPlace:
    return AreaPlace(parent_id, kind, name)


# A township moves to another county, a scenic area without a code comes into being.
HISTORIES = {
    1: [Dated(place(None, "Qingsui", "prefecture"), SPRING)],
    2: [Dated(place(1, "Heyuan"), SPRING)],
    3: [Dated(place(1, "Linshan"), SPRING)],
    7: [
        Dated(place(2, "Xikou", "township"), SPRING, AUTUMN),
        Dated(place(3, "Xikou", "township"), AUTUMN),
    ],
    9: [Dated(place(1, "Lake scenic area", "management"), AUTUMN)],
}


def test_the_tree_is_that_of_the_day_asked() -> None:
    before, after = tree_on(HISTORIES, SPRING), tree_on(HISTORIES, AUTUMN)
    assert isinstance(before, AreaTree)
    assert isinstance(after, AreaTree)
    assert (before.path(7), after.path(7)) == ("1.2.7.", "1.3.7.")
    assert before.path(9) == Unknown("registry.area.not_in_force", {"area": 9})
    assert after.path(9) == "1.9."
    assert before.below("1.2.") == (2, 7)
    assert after.below("1.2.") == (2,)
    assert set(after.below("1.")) == {1, 2, 3, 7, 9}


def test_a_path_does_not_lie_below_one_that_begins_with_the_same_digits() -> None:
    histories = {
        1: [Dated(place(None, "Top"), SPRING)],
        2: [Dated(place(1, "Two"), SPRING)],
        21: [Dated(place(1, "Twenty-one"), SPRING)],
    }
    tree = tree_on(histories, SPRING)
    assert isinstance(tree, AreaTree)
    assert tree.below("1.2.") == (2,)


def test_a_parent_that_is_not_in_force_is_told() -> None:
    histories = {2: [Dated(place(1, "Heyuan"), SPRING)], 1: [Dated(place(None, "Top"), AUTUMN)]}
    assert tree_on(histories, SPRING) == Refused(
        "registry.refused.parent_not_in_force", area="Heyuan"
    )


@pytest.mark.parametrize("ring", [[1], [1, 2], [1, 2, 3]])
def test_areas_that_go_round_are_refused(ring: list[int]) -> None:
    histories = {
        area: [Dated(place(ring[(index + 1) % len(ring)], str(area)), SPRING)]
        for index, area in enumerate(ring)
    }
    outcome = tree_on(histories, SPRING)
    assert isinstance(outcome, Refused)
    assert outcome.reason == "registry.refused.area_circle"


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=8))
def test_a_path_is_read_back_as_it_was_made(ids: list[int]) -> None:
    assert parse_path(make_path(ids)) == tuple(ids)


@pytest.mark.parametrize("path", ["", ".", "1", "1.2", "0.", "1..2.", "a.", "1.2. ", "-1."])
def test_what_is_no_path_is_a_mistake(path: str) -> None:
    with pytest.raises(ValueError, match="is no path"):
        parse_path(path)


@pytest.mark.parametrize("ids", [[], [0], [1, -2]])
def test_no_path_is_made_of_what_are_no_ids(ids: list[int]) -> None:
    with pytest.raises(ValueError, match="is no path"):
        make_path(ids)


KNOWN = ["990000", "990100", "990121", "990121100", "99"]
PROPOSALS: list[tuple[str, str | None]] = [
    ("990000", None),
    ("99", None),
    ("990100", "990000"),
    ("9901", "990000"),
    ("990121", "990100"),
    ("990121000", "990100"),
    ("990121100", "990121"),
    ("990121100201", "990121100"),
    ("990121200201", "990121"),
    ("990221", "990000"),
    ("990007", "990000"),
]


@pytest.mark.parametrize(("code", "parent"), PROPOSALS)
def test_a_code_proposes_the_nearest_known_parent(code: str, parent: str | None) -> None:
    assert propose_parent(code, [each for each in KNOWN if each != "99"]) == parent


@pytest.mark.parametrize(
    "code", ["", "9", "990", "99010", "0101", "99 01", "990121x", "9901210011"]
)
def test_what_is_no_official_code_proposes_nothing(code: str) -> None:
    assert propose_parent(code, KNOWN) == Unknown("registry.code.not_official", {"code": code})


def test_a_code_without_a_known_parent_says_so() -> None:
    assert propose_parent("880100", KNOWN) == Unknown(
        "registry.code.no_parent_known", {"code": "880100"}
    )


@pytest.mark.parametrize(
    ("code", "short"),
    [("990000", "99"), ("990100", "9901"), ("990121000000", "990121"), ("990121100", "990121100")],
)
def test_a_code_is_trimmed_to_its_level(code: str, short: str) -> None:
    assert trim(code) == short


@given(st.from_regex(r"[1-9][0-9]{11}", fullmatch=True))
def test_trimming_keeps_the_code_but_its_zeros(code: str) -> None:
    short = trim(code)
    assert isinstance(short, str)
    assert short.ljust(12, "0") == code
    assert trim(short) == short
