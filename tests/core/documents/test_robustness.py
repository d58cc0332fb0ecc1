"""坏文本 — mutated, cut and senseless texts: never a crash, never a hang, spans always index."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json
from tests.core.documents.texts import gold_documents, sample_folders

TEXTS = [
    *((folder / "text.txt").read_text(encoding="utf-8") for folder in sample_folders()),
    *(text for _, text, _ in gold_documents()),
]
SIGNS = (
    "一二三、（）(){}。，；：:.1234567890年月日前底是附件\t| \n“”《》〔〕"
    "整改措施责任单位时限问题意见"
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A text of ours with pieces cut, doubled, moved or strewn with signs of the grammar."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 80)))
        piece = draw(st.sampled_from(["", text[start:end] * 2, draw(st.text(SIGNS, max_size=12))]))
        text = text[:start] + piece + text[end:]
    return text


def check_spans(text: str) -> None:
    result: Any = as_json(read(text))
    for name, entries in result.items():
        for entry in entries if isinstance(entries, list) else []:
            start, end = entry["span"]
            assert result["text"][start:end] == entry["quote"], name
            for remedy in entry.get("remedies", []):
                assert result["text"][slice(*remedy["span"])] == remedy["quote"]
            for unit in entry.get("responsible_units", []):
                assert result["text"][slice(*unit["span"])] == unit["name"]
    paths = [node["path"] for node in result["outline"]]
    assert len(paths) == len(set(paths))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_a_mutated_document_never_breaks_the_reader(text: str) -> None:
    check_spans(text)


@settings(max_examples=60, deadline=None)
@given(st.text(SIGNS, max_size=400) | st.text(max_size=200))
def test_senseless_text_never_breaks_the_reader(text: str) -> None:
    check_spans(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n \t",
        "\ufeff",
        "。",
        "一、",
        "（",
        "(一)(二)(三)",
        "整改措施：",
        "整改措施：\n责任单位：\n",
        "附件1\n附件2\n",
        "序号\n问题\n责任单位\n",
        "一、" * 500,
        "\n".join(f"{'第一章 一、(一)1.(1)1)①'[i % 13]}标题" for i in range(200)),
        "\n".join(
            ["第一编 甲", "第一章 乙", "第一节 丙", "第一条 丁", "一、戊", "(一)己", "1.庚",
             "1.1 辛", "(1)壬", "1)癸", "①子", "一是丑。二是寅。"]
        ),
    ],
)  # fmt: skip
def test_the_odd_corners(text: str) -> None:
    check_spans(text)


def test_half_a_document_is_read_as_far_as_it_goes() -> None:
    for text in TEXTS:
        check_spans(text[: len(text) // 2])
        check_spans(text[len(text) // 2 :])
