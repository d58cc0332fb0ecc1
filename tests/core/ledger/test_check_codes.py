"""Check codes of papers 校验码: made of the digest, read again however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mengyang.core.ledger.check_codes import check_code, paper_digest, typed_code

FACTS = {"office": "县教育局", "tasks": [{"number": "1"}]}
HEXADECIMAL = some.text("0123456789abcdef", min_size=64, max_size=64)


def test_a_digest_covers_kind_subject_version_and_facts() -> None:
    known = {
        paper_digest("receipt", ("task", 3, 2), FACTS),
        paper_digest("urging_slip", ("task", 3, 2), FACTS),
        paper_digest("receipt", ("plan", 3, 2), FACTS),
        paper_digest("receipt", ("task", 4, 2), FACTS),
        paper_digest("receipt", ("task", 3, 3), FACTS),
        paper_digest("receipt", ("task", 3, 2), {**FACTS, "office": "市教育局"}),
    }
    assert len(known) == 6 and {len(each) for each in known} == {64}


def test_a_code_is_the_first_sixty_bits_in_signs_that_are_not_mistaken() -> None:
    assert check_code("0" * 64) == "0000-0000-0000"
    assert check_code("f" * 15 + "0" * 49) == "ZZZZ-ZZZZ-ZZZZ"
    assert check_code("0" * 14 + "1" * 50) == "0000-0000-0001"


@given(HEXADECIMAL)
def test_a_code_is_read_again_however_it_was_typed(digest: str) -> None:
    code = check_code(digest)
    assert not set(code) & set("ILOU")
    worn = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert typed_code(code) == typed_code(worn) == typed_code(f" {code} ") == code


@pytest.mark.parametrize("words", ["", "7K3M", "7K3M-92QF-X4T!", "7K3M-92QF-X4TDD", "校验码"])
def test_what_is_no_code_is_none(words: str) -> None:
    assert typed_code(words) == ""
