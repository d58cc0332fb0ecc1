"""Likeness 文字相似度: between 0 and 1, the same both ways, found by an index."""

from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.likeness import GramIndex, grams, likeness

WORDS = st.text("新建幼儿园学位保障经费12，。 ", max_size=20)


@given(WORDS, WORDS)
def test_it_lies_between_nothing_and_all_and_is_the_same_both_ways(one: str, other: str) -> None:
    share = likeness(grams(one), grams(other))
    assert 0 <= share <= 1 and share == likeness(grams(other), grams(one))
    assert likeness(grams(one), grams(one)) in (0, 1)


def test_signs_and_blanks_do_not_count() -> None:
    assert grams("保障“学位”。") == grams("保障 学位") == {"保障", "障学", "学位"}
    assert grams("园") == {"园"} and grams("，。") == frozenset()


def test_the_index_finds_the_likest_first() -> None:
    texts = [grams(each) for each in ("新建幼儿园三所", "保障教师待遇", "新建幼儿园五所")]
    found = GramIndex(texts).likely(grams("新建幼儿园五所，增设学位"), 3)
    assert [place for place, _ in found] == [2, 0] and found[0][1] > found[1][1] > 0


def test_what_everybody_says_finds_nothing() -> None:
    texts = [grams("有关单位")] * 60 + [grams("有关单位改造厕所")]
    index = GramIndex(texts)
    assert index.likely(grams("有关单位"), 5) == []
    assert [place for place, _ in index.likely(grams("改造厕所"), 5)] == [60]
