"""模糊测试 — damaged documents by the hundred here, by the hundred thousand in `make test-slow`."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.core.documents.mutants import broken, mutants
from tests.core.documents.texts import SAMPLES, gold_documents

MANY, LOT = 100_000, 1_000


def _texts() -> list[str]:
    own = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*/*/text.txt"))]
    return own + [text for _, text, _ in gold_documents()]


def _broken_lot(seed: int) -> list[tuple[str, str]]:
    return broken(_texts(), seed, LOT)


def test_the_same_seed_gives_the_same_mutants() -> None:
    texts = _texts()
    assert list(mutants(texts, 7, 20)) == list(mutants(texts, 7, 20))
    assert list(mutants(texts, 7, 20)) != list(mutants(texts, 8, 20))


def test_three_hundred_damaged_documents_are_read() -> None:
    assert broken(_texts(), 2026, 300) == []


@pytest.mark.slow
def test_a_hundred_thousand_damaged_documents_are_read() -> None:
    first = int(os.environ.get("FUZZ_SEED", "1"))
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for lot in pool.map(_broken_lot, range(first, first + MANY // LOT)):
            assert lot == []
