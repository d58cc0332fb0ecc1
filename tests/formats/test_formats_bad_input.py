"""坏文件 — every file that cannot be read is refused in plain words, none ends in a traceback."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from mengyang.core.findings import Refused
from mengyang.formats import Limits, read_text
from mengyang.formats.packages import open_package
from mengyang.web.wording import word, word_refused
from tests.formats.making import MARKED, MIB, REFUSED, TAKEN, bomb, plan_docx

REASONS = sorted({reason for _, _, reason in REFUSED} | {MARKED[2], "crashed", "too_slow"})


@pytest.mark.parametrize(("name", "make", "reason"), REFUSED, ids=[case[0] for case in REFUSED])
def test_it_refuses_with_a_reason_and_a_hint(
    name: str, make: Callable[[], bytes], reason: str
) -> None:
    refused = read_text(make(), name)
    assert isinstance(refused, Refused), refused[:200]
    assert refused.reason == f"formats.refused.{reason}"
    assert refused.params["name"] == name
    for language, sign in (("zh", "。"), ("en", ".")):
        said = word_refused(refused, language)
        assert name in said
        assert said.endswith(sign)
        assert "{" not in said
        assert "formats." not in said


@pytest.mark.parametrize(("name", "make"), TAKEN, ids=[case[0] for case in TAKEN])
def test_it_reads_what_is_odd_but_readable(name: str, make: Callable[[], bytes]) -> None:
    text = read_text(make(), name)
    assert isinstance(text, str)
    assert "云岭县" in text
    assert not re.search(r"[\0-\x08\x0e-\x1f\ufffd]", text)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_worded_in_both_languages(reason: str) -> None:
    code = f"formats.refused.{reason}"
    zh, en = word(code, None, "zh"), word(code, None, "en")
    assert code not in (zh, en)
    assert zh != en


def test_the_limit_on_bytes_is_an_argument() -> None:
    refused = read_text(plan_docx(), "plan.docx", Limits(max_bytes=100))
    assert isinstance(refused, Refused)
    assert refused.reason == "formats.refused.too_large"


def test_a_package_that_claims_more_than_the_limit_is_not_opened() -> None:
    with pytest.raises(Refused, match="bomb"):
        open_package(plan_docx(), Limits(max_inflated_bytes=500))


def test_a_bomb_is_stopped_while_it_inflates_whatever_its_header_claims() -> None:
    generous = open_package(bomb(8 * MIB), Limits(max_ratio=10**9))
    strict = replace(generous, limits=Limits(max_inflated_bytes=2 * MIB))
    with pytest.raises(Refused, match="bomb"):
        strict.tree("word/document.xml")


def test_a_half_document_keeps_its_last_whole_character() -> None:
    text = read_text(dict(TAKEN)["half-a-document.txt"](), "half.txt")
    assert isinstance(text, str)
    assert text.endswith("支教制")
