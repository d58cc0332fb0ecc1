"""Corrected texts 更正稿: every difference is found, and all of them make the new text."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mengyang.core.documents.versions import (
    Difference,
    Part,
    PieceKind,
    ReadEntry,
    TextVersion,
    compared,
    marked,
    merged,
    paired_entries,
    parts,
)

OLD = """一、主要任务
1.新建中心幼儿园三所，2026年底前完成。
2.补齐保育员，严禁有编不补。
3.公开招生范围和收费标准。
二、工作要求
各单位每季度报送进展。
"""
LINES = st.sampled_from(
    [
        "一、总体要求",
        "1.新建幼儿园三所，增设学位270个。",
        "2.新建幼儿园五所，增设学位300个。",
        "（一）落实同工同酬。",
        "责任单位：县人民政府",
        "责任单位：县教育局",
        "整改时限：2026年10月底前",
        "长期坚持。",
        "",
        "  ",
    ]
)
TEXTS = st.lists(LINES, max_size=12).map("\n".join)


def bare(text: str) -> str:
    return "".join(text.split())


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    return [
        (each.kind.value, shown(each.old), shown(each.new))
        for each in compared(parts(TextVersion(old)), parts(TextVersion(new)))
    ]


def shown(part: Part | None) -> str:
    return part.raw.strip() if part else ""


@given(TEXTS, TEXTS)
def test_the_accepted_differences_make_the_new_text(old: str, new: str) -> None:
    before, after = parts(TextVersion(old)), parts(TextVersion(new))
    assert "".join(part.raw for part in before) in (old, "")
    found = compared(before, after)
    assert bare(merged(before, after, found, range(len(found)))) == bare(new)
    assert bare(merged(before, after, found, ())) == bare(old)


@given(TEXTS, TEXTS, st.randoms(use_true_random=False))
def test_some_of_them_lose_and_double_nothing(old: str, new: str, random: object) -> None:
    before, after = parts(TextVersion(old)), parts(TextVersion(new))
    found = compared(before, after)
    some = {place for place in range(len(found)) if random.random() < 0.5}  # type: ignore[attr-defined]
    words = len(bare(merged(before, after, found, some)))
    assert words == len(bare(old)) + sum(_longer(found[place]) for place in some)


def _longer(each: Difference) -> int:
    return len(bare(each.new.raw if each.new else "")) - len(bare(each.old.raw if each.old else ""))


@given(TEXTS)
def test_the_same_text_has_no_difference(text: str) -> None:
    assert told(text, text.replace("\n", "\n\n  ")) == []


@pytest.mark.parametrize(
    ("swap", "kind"),
    [
        (("三所", "五所"), "changed"),
        (("2.补齐保育员，严禁有编不补。\n", ""), "removed"),
        (("二、工作要求", "3.建立台账，逐月调度。\n二、工作要求"), "added"),
    ],
)
def test_each_kind_is_told(swap: tuple[str, str], kind: str) -> None:
    assert kind in {each for each, _, _ in told(OLD, OLD.replace(*swap))}


def test_what_follows_a_removed_clause_is_only_renumbered() -> None:
    new = OLD.replace("2.补齐保育员，严禁有编不补。\n", "").replace("3.公开", "2.公开")
    assert told(OLD, new) == [
        ("removed", "2.补齐保育员，严禁有编不补。", ""),
        ("moved", "3.公开招生范围和收费标准。", "2.公开招生范围和收费标准。"),
    ]


def test_a_clause_that_changed_its_neighbours_is_moved() -> None:
    line = "各单位每季度报送进展。\n"
    new = line + OLD.replace(line, "")
    before, after = parts(TextVersion(OLD)), parts(TextVersion(new))
    [moved] = compared(before, after)
    assert (moved.kind, moved.is_moved, shown(moved.new)) == ("moved", True, line.strip())


def test_a_duty_of_several_lines_is_one_part() -> None:
    start, end = OLD.index("1.新建"), OLD.index("3.公开") - 1
    whole = TextVersion(OLD, [("一", 0, len(OLD)), ("一/1", start, end)], [(start, end)])
    found = parts(whole)
    assert [part.path for part in found] == ["一", "一/1", "一", "一", "一"]
    assert found[1].raw == OLD[start : end + 1]
    outer = TextVersion(OLD, [], [(0, len(OLD)), (start, end)])
    assert [part.raw for part in parts(outer)] == [part.raw for part in found]


def test_the_same_words_read_otherwise_are_told() -> None:
    found = parts(TextVersion(OLD))
    [each] = compared(found, found, lambda old, _new: "招生" in old.raw)
    assert each.kind == "reread" and not each.is_moved


@given(st.text("新建学位270，。\n", max_size=30), st.text("新建学位30，。\n", max_size=30))
def test_the_marked_words_give_both_texts_back(old: str, new: str) -> None:
    pieces = marked(old, new)
    assert "".join(each.words for each in pieces if each.kind != PieceKind.PUT_IN) == old
    assert "".join(each.words for each in pieces if each.kind != PieceKind.TAKEN_OUT) == new


def test_a_number_is_marked_whole() -> None:
    pieces = [(each.kind.value, each.words) for each in marked("增设学位270个", "增设学位300个")]
    assert pieces == [("kept", "增设学位"), ("taken_out", "270"), ("put_in", "300"), ("kept", "个")]


def test_long_clauses_are_marked_by_sentence() -> None:
    old = "".join(f"第{place}项工作由有关单位落实到位。" for place in range(200))
    new = old.replace("第77项工作由", "第77项工作改由")
    changed = [each.words for each in marked(old, new) if each.kind != PieceKind.KEPT]
    assert changed == ["第77项工作由有关单位落实到位。", "第77项工作改由有关单位落实到位。"]


def entry(number: int, title: str, **more: object) -> ReadEntry:
    content = {"path": "一", "span": [0, number], "title": title, **more}
    return ReadEntry(number, "obligations", (0, number), content)


def test_entries_are_paired_by_what_they_are_called() -> None:
    old = [entry(1, "新建幼儿园三所"), entry(2, "公开收费标准")]
    new = [entry(3, "建立台账"), entry(4, "公开收费标准"), entry(5, "新建幼儿园五所")]
    found = {
        (pair.old.id if pair.old else 0, pair.new.id if pair.new else 0)
        for pair in paired_entries(old, new)
    }
    assert found == {(1, 5), (2, 4), (0, 3)}


def test_an_entry_says_the_same_wherever_it_stands() -> None:
    [pair] = paired_entries([entry(1, "补齐保育员")], [entry(9, "补齐保育员")])
    assert pair.says_the_same
    [pair] = paired_entries([entry(1, "补齐保育员")], [entry(9, "补齐保育员", kind="task")])
    assert not pair.says_the_same


def test_a_hundred_kilobytes_take_no_time_to_speak_of() -> None:
    lines = [
        f"{n}.第{n * 7919 % 9973}所幼儿园于{2020 + n % 9}年底前完成改造。" for n in range(1500)
    ]
    old = "\n".join(lines)
    new = "\n".join(line.replace("改造", "改建") for line in reversed(lines))
    assert len(old.encode()) > 80_000
    begun = perf_counter()
    assert compared(parts(TextVersion(old)), parts(TextVersion(new)))
    assert perf_counter() - begun < 5
