"""识别缺口 — what of a reading must be looked at first, and what is only told before adoption."""

from dataclasses import dataclass

import pytest

from mengyang.core.documents.shortfalls import find_shortfalls


@dataclass(frozen=True)
class Entry:
    """An entry as it is kept."""

    reading: str
    start: int = 0
    end: int = 9
    code: str = ""
    level: str = "warning"
    origin: str = "reader"
    is_rejected: bool = False

    @property
    def content(self) -> dict[str, object]:
        return {"finding": {"code": self.code, "level": self.level, "params": {"end": "止"}}}


CUT_OFF = Entry("checks", code="documents.check.seems_cut_off")


def unread(number: int) -> list[Entry]:
    return [Entry("unread", start, start + 5) for start in range(0, number * 10, 10)]


def test_a_text_cut_off_is_told_first_with_its_words() -> None:
    found = find_shortfalls([CUT_OFF], 40)
    assert (found.whole, found.are_grave) == (
        (("documents.check.seems_cut_off", {"end": "止"}),),
        True,
    )


def test_a_finding_of_the_file_concerns_the_whole_only_where_it_warns() -> None:
    pages = Entry("checks", code="formats.finding.pictured_pages")
    comments = Entry("checks", code="formats.finding.comments", level="info")
    assert [code for code, _ in find_shortfalls([pages, comments], 9).whole] == [pages.code]


def test_a_wrong_sum_waits_until_adoption() -> None:
    found = find_shortfalls([Entry("checks", code="documents.check.sum_differs")], 9)
    assert (found.warnings, found.are_grave, found.are_any) == (1, False, True)


@pytest.mark.parametrize(
    ("number", "clauses", "is_much"),
    [(2, 4, False), (3, 15, True), (3, 16, False), (9, 67, False), (10, 670, True)],
)
def test_every_fifth_clause_unread_is_much(number: int, clauses: int, is_much: bool) -> None:
    found = find_shortfalls(unread(number), clauses)
    assert (found.unread, found.is_much_unread) == (number, is_much)


def test_a_clause_of_which_a_person_made_something_is_open_no_more() -> None:
    made = Entry("obligations", 0, 5, origin="person")
    assert find_shortfalls([*unread(3), made], 9).unread == 2
    rejected = Entry("obligations", 0, 5, origin="person", is_rejected=True)
    assert find_shortfalls([*unread(3), rejected], 9).unread == 3


def test_a_whole_reading_has_nothing_open() -> None:
    assert not find_shortfalls([Entry("obligations")], 9).are_any
