"""锚行: what was printed is found again in a letter, and nobody makes one without the key."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mengyang.core.kept_lines import find_line, make_line

AT = datetime(2026, 3, 2, 1, 30, 0, 5, tzinfo=UTC)
LINE = make_line("key", AT, 12, "a" * 64)


def test_a_line_is_read_back_from_whatever_stands_around_it() -> None:
    assert LINE.text.startswith("mengyang-anchor 2026-03-02T01:30:00+00:00 12 aaaa")
    assert find_line(f"> {LINE.text}  收到") == LINE
    assert LINE.is_made_with("key")


@pytest.mark.parametrize(
    "changed",
    [
        replace(LINE, sequence=13),
        replace(LINE, hash="b" * 64),
        replace(LINE, at="2026-03-03T01:30:00+00:00"),
        make_line("another key", AT, 12, "a" * 64),
    ],
)
def test_a_changed_line_was_not_made_with_the_key(changed: object) -> None:
    assert changed != LINE
    assert not changed.is_made_with("key")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    ["", "12", "mengyang-anchor", LINE.text[:-1], LINE.text.replace(" 12 ", " x "), "² " * 9],
)
def test_what_is_no_line_is_not_taken_for_one(text: str) -> None:
    assert find_line(text) is None
