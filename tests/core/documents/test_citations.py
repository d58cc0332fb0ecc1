"""引用文件 — titles, numbers, issuers; the document's own title is no citation."""

from typing import Any

import pytest

from benchmarks._tally import sets
from mengyang.core.documents import read
from tests.core.documents.texts import gold_documents
from tests.core.documents.written_plans import plan

GOLD = gold_documents()


def cited(words: str) -> list[tuple[str, str | None, str | None]]:
    return [(each.title, each.document_number, each.issuer) for each in plan(words).citations]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "按照自治区财政厅《关于建立生均拨款制度的通知》(新财教〔2020〕69号)要求执行。",
            ("关于建立生均拨款制度的通知", "新财教〔2020〕69号", "自治区财政厅"),
        ),
        (
            "根据市教委等十一部门《关于印发〈某市发展计划〉的通知》(京教〔2022〕 4号)制定。",
            ("关于印发〈某市发展计划〉的通知", "京教〔2022〕4号", "市教委等十一部门"),
        ),
        (
            "党中央、国务院印发《关于学前教育的若干意见》。",
            ("关于学前教育的若干意见", None, "党中央、国务院"),
        ),
        ("遵循《城市居住区设计标准》（GB 50180）。", ("城市居住区设计标准", "GB50180", None)),
        ("落实自治区民办幼儿园管理办法,加强指导。", ("自治区民办幼儿园管理办法", None, None)),
    ],
)
def test_it_reads_a_citation(words: str, found: tuple[str, str | None, str | None]) -> None:
    assert cited(words) == [found]


def test_titles_side_by_side_share_their_issuer() -> None:
    found = cited("落实教育部《幼儿园工作规程》《质量评估指南》和《南川县实施方案》。")
    assert [issuer for _, _, issuer in found] == ["教育部", "教育部", None]


def test_a_title_is_cited_once() -> None:
    assert len(cited("落实《幼儿园工作规程》。严格执行《幼儿园工作规程》。")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "现将《南川县学前教育发展实施方案》印发给你们。",
        "取得《办学许可证》后方可招生。",
        "落实自治区关于规范社会力量办学的要求。",
        "按照国家有关规定执行。",
    ],
)
def test_it_passes_over_what_is_no_citation(words: str) -> None:
    assert cited(words) == []


@pytest.mark.skipif(not GOLD, reason="no folder of shared documents")
@pytest.mark.parametrize(("name", "text", "gold"), GOLD, ids=[each[0] for each in GOLD])
def test_the_documents_citations_are_found(name: str, text: str, gold: dict[str, Any]) -> None:
    if "references" in gold:
        found = [(each.title,) for each in read(text).citations]
        scored = sets(found, [(each["title"],) for each in gold["references"]])
        assert scored.f1 >= 0.95
