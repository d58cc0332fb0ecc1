"""Lineage 沿革: what a text says of its validity, and how a document stands on a day."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents.lineage import (
    ActedOn,
    Relation,
    Standing,
    Validity,
    proposed_relations,
    proposed_validity,
    standing,
    would_circle,
)

ISSUED = date(2026, 5, 18)
FIRST = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "title", "from_day", "until_day"),
    [
        ("本办法自印发之日起施行。", "办法", ISSUED, None),
        ("本办法自发布之日起执行，有效期三年。", "办法", ISSUED, date(2029, 5, 18)),
        ("自2026年7月1日起施行，有效期5年。", "办法", date(2026, 7, 1), date(2031, 7, 1)),
        ("自2026 年7月1日起实施，有效期至2028年6月30日。", "", date(2026, 7, 1), date(2028, 7, 1)),
        ("从2024年2月29日起施行，有效期为18个月", "", date(2024, 2, 29), date(2025, 8, 29)),
        ("自2024年2月29日起施行，有效期1年", "", date(2024, 2, 29), date(2025, 2, 28)),
        ("正文", "行动计划（2023—2025年）", ISSUED, date(2026, 1, 1)),
        ("正文", "“十四五”学前教育规划", ISSUED, date(2026, 1, 1)),
        ("自2026年13月1日起施行", "办法", None, None),
        ("有效期两年", "办法", None, None),
    ],
)
def test_a_text_says_how_long_it_holds(
    text: str, title: str, from_day: date | None, until_day: date | None
) -> None:
    issued = date(2022, 11, 3) if "2023" in title or "十四五" in title else ISSUED
    said = proposed_validity(text, title, issued)
    assert said is not None and said.words
    expected = issued if from_day == ISSUED else from_day
    assert (said.from_day, said.until_day) == (expected, until_day)


def test_a_silent_text_proposes_nothing() -> None:
    assert proposed_validity("坚持自2026年起每年投入。", "工作方案", ISSUED) is None
    assert proposed_relations("根据《学前教育法》，废止一切不合理收费。", "方案") == ()


def test_a_text_names_what_it_ends_and_its_title_what_it_amends() -> None:
    text = "本办法自印发之日起施行。原《甲办法》（云教〔2020〕3号）、《乙办法》同时废止。"
    found = proposed_relations(text, "关于修改《丙办法》的决定")
    assert [(each.title, each.document_number, each.relation) for each in found] == [
        ("丙办法", "", Relation.AMENDS),
        ("甲办法", "云教〔2020〕3号", Relation.REPEALS),
        ("乙办法", "", Relation.REPEALS),
    ]
    [part] = proposed_relations("《丁办法》第三条予以废止。", "通知")
    assert part.relation is Relation.REPEALS_IN_PART
    assert part.words == "《丁办法》第三条予以废止"


VALIDITIES = (None, Validity(FIRST), Validity(FIRST, FIRST + timedelta(days=10)))
TABLE = {
    # validity, days after the first, relation at work: how it stands
    **{(None, days, None): Standing.UNCONFIRMED for days in (-1, 0, 10)},
    (1, -1, None): Standing.NOT_YET,
    (1, 0, None): Standing.IN_FORCE,
    (2, 9, None): Standing.IN_FORCE,
    (2, 10, None): Standing.EXPIRED,
    (2, 10, Relation.REPEALS_IN_PART): Standing.EXPIRED,
    (2, 10, Relation.REPLACES): Standing.REPLACED,
    (1, 0, Relation.AMENDS): Standing.IN_FORCE,
    (1, 0, Relation.REPEALS_IN_PART): Standing.PARTLY_REPEALED,
    (None, 0, Relation.REPEALS_IN_PART): Standing.PARTLY_REPEALED,
    (None, 0, Relation.REPEALS): Standing.REPEALED,
}


@pytest.mark.parametrize(("which", "days", "relation"), TABLE)
def test_a_document_stands_as_of_the_day(
    which: int | None, days: int, relation: Relation | None
) -> None:
    acted = [ActedOn(relation, FIRST - timedelta(days=30))] if relation else []
    validity = VALIDITIES[which] if which else None
    day = FIRST + timedelta(days=days)
    assert standing(validity, acted, day) is TABLE[which, days, relation]


def test_a_repeal_works_from_its_day_on() -> None:
    acted = [ActedOn(Relation.REPEALS, FIRST)]
    for validity in VALIDITIES:
        assert standing(validity, acted, FIRST) is Standing.REPEALED
        assert standing(validity, acted, FIRST - timedelta(days=1)) is not Standing.REPEALED


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_no_relation_that_is_let_in_closes_a_circle(asked: set[tuple[int, int]]) -> None:
    kept: list[tuple[int, int]] = []
    for later, earlier in sorted(asked):
        if later != earlier and not would_circle(kept, later, earlier):
            kept.append((later, earlier))
    ranks = dict.fromkeys(range(7), 0)
    for _, (later, earlier) in product(range(8), kept):
        ranks[later] = max(ranks[later], ranks[earlier] + 1)
    assert all(ranks[later] > ranks[earlier] for later, earlier in kept)


def test_a_repeal_outweighs_a_replacement() -> None:
    both = [ActedOn(each, FIRST) for each in (Relation.REPLACES, Relation.REPEALS)]
    assert standing(None, both, FIRST) is Standing.REPEALED
    assert standing(None, both[:1], FIRST) is Standing.REPLACED
