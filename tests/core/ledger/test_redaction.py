"""Redaction 删减: no planted name, number, note or cause goes out; what law orders shown stays."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mengyang.core.ledger.publication import MARK, Act, Known, RedactionRule, masked, redact
from mengyang.packs import redaction_on, redactions
from tests.cast import DAY

RULES = redaction_on(DAY).rules
NAMES = ("阿依古丽·买买提", "欧阳建国", "沈知微")
TELEPHONES = (
    "13812345678",
    "138-1234-5678",
    "+86 138 1234 5678",
    "１３８１２３４５６７８",
    "0906-2123456",
    "（0906）2123456",
    "联系电话：2123456",
    "传真 21234567",
)
NUMBERS = ("11010519491231002X", "6222021234567890123", "lan.pu@example.org", "微信：lanpu_2026")
SECRETS = (*NAMES, *TELEPHONES, *NUMBERS)


def bare(text: str) -> str:
    """The digits and letters that give a secret away, without how they are parted."""
    return text.removeprefix("联系电话：").removeprefix("传真 ").removeprefix("微信：")


words = st.text(st.sampled_from("幼儿园整改措施落实到位2026年。，3所"), max_size=12)
planted = st.lists(st.tuples(words, st.sampled_from(SECRETS)), max_size=3)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    """A text with secrets planted in it; what stands between never runs into a number."""
    parts = draw(planted)
    text = "".join(f"{before}。{secret}，" for before, secret in parts)
    return text + draw(words), tuple(secret for _, secret in parts)


@st.composite
def contents(draw: st.DrawFn) -> dict[str, object]:
    """A plan of up to three tasks, with something that must not go out in every field."""
    tasks = []
    for number in range(draw(st.integers(1, 3))):
        names = ("title", "problem", "deadline")
        told: dict[str, object] = {name: draw(texts())[0] for name in names}
        told["number"] = str(number + 1)
        told["remedies"] = [draw(texts())[0] for _ in range(draw(st.integers(0, 2)))]
        told["lead"] = {"zh": draw(texts())[0], "en": ""}
        told["causes"] = [{"kind": {"zh": "退回原因"}, "words": f"暗记{draw(texts())[0]}"}]
        told["progress"] = {"on": "2026-03-01", "text": f"暗记{draw(texts())[0]}"}
        told["notes"] = [f"暗记{draw(words)}"]
        told["leaders"] = [draw(st.sampled_from(NAMES))]
        told["hands"] = [draw(st.sampled_from(NAMES))]
        told["of_a_later_release"] = f"暗记{draw(words)}"
        tasks.append(told)
    return {"title": draw(texts())[0], "statement": draw(texts())[0], "tasks": tasks}


@settings(max_examples=40)
@given(contents())
def test_nothing_that_was_planted_goes_out(content: dict[str, object]) -> None:
    known = Known(names=frozenset(NAMES))
    done = redact(content, RULES, known)
    out = json.dumps(done.content, ensure_ascii=False)
    assert [secret for secret in SECRETS if bare(secret) in out] == []
    assert "暗记" not in out
    kept = done.content["tasks"]
    assert isinstance(kept, list) and [each["number"] for each in kept] == [
        each["number"]
        for each in content["tasks"]  # type: ignore[attr-defined]
    ]


@settings(max_examples=40)
@given(contents())
def test_each_removed_place_names_a_rule_and_tells_what_stood_there(
    content: dict[str, object],
) -> None:
    known = {rule.code for rule in RULES}
    for each in redact(content, RULES, Known(names=frozenset(NAMES))).removed:
        assert each.rule in known and each.text
        assert each.text in "；".join(strings(content)), each


@given(texts())
def test_a_masked_text_is_the_text_with_marks_for_what_was_removed(
    told: tuple[str, tuple[str, ...]],
) -> None:
    text, _ = told
    kept, removed = masked(text, RULES, Known(names=frozenset(NAMES)))
    at = 0
    for each in removed:
        assert each.start is not None and each.start >= at
        at = each.start + len(each.text)
        assert text[each.start : at] == each.text
    assert len(kept.replace(MARK, "")) == len(text) - sum(len(each.text) for each in removed)


@pytest.mark.parametrize(
    "text",
    [
        "补助标准为每生每年1500元，共12000000元。",
        "2026年3月31日前完成，涉及146所幼儿园、28959名幼儿。",
        "行署发〔2026〕12号",
        "公办园在园幼儿占比达到95.68%",
        "联系人员已到位，家长反映良好。",
    ],
)
def test_figures_days_and_document_numbers_stay(text: str) -> None:
    assert masked(text, RULES, Known()) == (text, ())


def test_what_law_orders_to_be_shown_outranks_every_rule() -> None:
    known = Known(
        names=frozenset({"沈知微"}),
        words=frozenset({"沈知微"}),
        shown=frozenset({"沈知微", "0906-2123456"}),
    )
    text = "责任督学沈知微，电话09062123456；经办人：欧阳建国，13812345678"
    kept, removed = masked(text, RULES, known)
    assert kept == f"责任督学沈知微，电话09062123456；经办人：{MARK}，{MARK}"
    assert [each.rule for each in removed] == ["private_names", "telephone_numbers"]
    shown = [{"name": "沈知微", "contact": "0906-2123456", "duties": "电话13812345678"}]
    assert redact({"shown_by_law": shown}, RULES, known).content == {"shown_by_law": shown}


def test_words_named_by_the_drafter_are_removed_wherever_they_stand() -> None:
    known = Known(words=frozenset({"某某路7号"}))
    kept, [removed] = masked("该园位于某某路7号东侧", RULES, known)
    assert kept == f"该园位于{MARK}东侧" and removed.rule == "by_hand"


def test_a_field_that_no_rule_lists_does_not_go_out() -> None:
    rules = (RedactionRule("open", Act.OPEN, ("a",)),)
    done = redact({"a": 1, "b": "秘", "c": {"d": "密"}, "e": []}, rules, Known())
    assert done.content == {"a": 1, "e": []}
    assert [(each.rule, each.place, each.text) for each in done.removed] == [
        ("unlisted", "b", "秘"),
        ("unlisted", "c.d", "密"),
    ]


def test_the_longest_place_rules_and_showing_outranks_leaving_out() -> None:
    rules = (
        RedactionRule("whole", Act.OPEN, ("a",)),
        RedactionRule("part", Act.OMIT, ("a.b",)),
        RedactionRule("shown", Act.SHOW, ("a.b",)),
        RedactionRule("out", Act.OMIT, ("a.c",)),
    )
    done = redact({"a": {"b": "1", "c": "2", "d": "3"}}, rules, Known())
    assert done.content == {"a": {"b": "1", "d": "3"}}


def test_every_scheme_has_a_source_and_leaves_causes_names_and_notes_out() -> None:
    assert "default" in redactions()
    for scheme in redactions().values():
        assert scheme.source.zh and set(scheme.words) == {rule.code for rule in scheme.rules}
        omitted = {field for rule in scheme.rules if rule.act is Act.OMIT for field in rule.fields}
        assert {"tasks.causes", "tasks.notes", "tasks.leaders", "tasks.hands"} <= omitted


def strings(value: object) -> Iterator[str]:
    match value:
        case dict():
            for each in value.values():
                yield from strings(each)
        case list():
            for each in value:
                yield from strings(each)
        case _:
            yield str(value)
