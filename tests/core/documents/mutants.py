"""变异文本 — seeded damage to real and written documents, as copying, scanning and typing do it."""

import json
import random
import signal
from collections.abc import Callable, Iterator
from typing import Any

from mengyang.core.documents import read
from mengyang.core.documents.as_json import as_json

SIGNS = (
    "一二三十、（）(){}。，；：:,;.．1234567890年月日前底末内是附件每各等均"
    "\t| \n“”《》〔〕—％%万亿元"
    "整改措施责任单位时限问题意见牵头配合负责其中分别合计小计至到自不低于以上"
)
_WIDE, _NARROW = "（），：；．％", "(),:;.%"
_FLIPPED = {
    sign: other for pair in zip(_WIDE, _NARROW, strict=True) for sign, other in (pair, pair[::-1])
}
_LONGEST = 24_000
SECONDS = 10

type Damage = Callable[[random.Random, str], str]


def mutants(texts: list[str], seed: int, count: int) -> Iterator[str]:
    """`count` damaged copies; the same seed gives the same ones."""
    chance = random.Random(seed)
    for _ in range(count):
        text = chance.choice(texts)
        if chance.random() < 0.7:
            text = _excerpt(chance, text)
        for _ in range(chance.randint(1, 5)):
            text = chance.choice(_DAMAGES)(chance, text)
        yield text[:_LONGEST]


def check_reading(text: str) -> None:
    """Read a text: no crash, no hang, every span gives its words, no path stands twice."""
    result: Any = as_json(read(text))
    json.dumps(result, allow_nan=False)
    for name, entries in result.items():
        for entry in entries if isinstance(entries, list) else []:
            _check_words(result["text"], entry, name)
            for remedy in entry.get("remedies", []):
                _check_words(result["text"], remedy, name)
            for unit in entry.get("responsible_units", []):
                assert result["text"][slice(*unit["span"])] == unit["name"]
    paths = [node["path"] for node in result["outline"]]
    assert len(paths) == len(set(paths))


def broken(texts: list[str], seed: int, count: int) -> list[tuple[str, str]]:
    """The mutants that could not be read within `SECONDS`, each with what went wrong."""
    found = []
    before = signal.signal(signal.SIGALRM, _too_slow)
    try:
        for text in mutants(texts, seed, count):
            signal.setitimer(signal.ITIMER_REAL, SECONDS)
            try:
                check_reading(text)
            except Exception as error:  # whatever goes wrong is what is looked for
                found.append((text, repr(error)))
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    return found


def _check_words(text: str, entry: dict[str, Any], name: str) -> None:
    start, end = entry["span"]
    assert 0 <= start <= end <= len(text), name
    assert text[start:end] == entry["quote"], name


def _too_slow(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS} seconds")


def _place(chance: random.Random, text: str, longest: int) -> tuple[int, int]:
    start = chance.randint(0, len(text))
    return start, min(len(text), start + chance.randint(0, longest))


def _excerpt(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    return "\n".join(lines[start : start + chance.randint(1, 24)])


def _delete(chance: random.Random, text: str) -> str:
    start, end = _place(chance, text, 12)
    return text[:start] + text[end:]


def _strew(chance: random.Random, text: str) -> str:
    start, _ = _place(chance, text, 0)
    return text[:start] + "".join(chance.choices(SIGNS, k=chance.randint(1, 8))) + text[start:]


def _swap(chance: random.Random, text: str) -> str:
    start, end = _place(chance, text, 6)
    return text[:start] + text[start:end][::-1] + text[end:]


def _double(chance: random.Random, text: str) -> str:
    start, end = _place(chance, text, 60)
    return text[:end] + text[start:end] * chance.choice([1, 1, 1, 40]) + text[end:]


def _cut(chance: random.Random, text: str) -> str:
    return text[: chance.randint(0, len(text))]


def _flip_width(chance: random.Random, text: str) -> str:
    start, end = _place(chance, text, 400)
    flipped = "".join(_FLIPPED.get(sign, sign) for sign in text[start:end])
    return text[:start] + flipped + text[end:]


def _digit_noise(chance: random.Random, text: str) -> str:
    odds = chance.choice([0.05, 0.3])
    return "".join(
        chance.choice("0123456789OIl一二三〇.")
        if sign.isdigit() and chance.random() < odds
        else sign
        for sign in text
    )


def _long_run(chance: random.Random, text: str) -> str:
    """A key that was held down: a run of digits without end, bare or with a unit."""
    start, _ = _place(chance, text, 0)
    run = chance.choice("0139") * chance.choice([17, 19, 40, 400, 5_000])
    places = chance.choice(["", "", "." + run[:9], "." + run])
    return (
        text[:start]
        + run
        + places
        + chance.choice(["", "所", "%", "万元", "个学位"])
        + text[start:]
    )


def _shuffle_lines(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    if chance.random() < 0.5:
        lines.insert(first, lines[second])
    else:
        del lines[first]
    return "\n".join(lines)


def _join_lines(chance: random.Random, text: str) -> str:
    """Paragraphs run together, blanks for breaks, or breaks inside words."""
    start, end = _place(chance, text, 600)
    if chance.random() < 0.5:
        return text[:start] + text[start:end].replace("\n", chance.choice(["", " "])) + text[end:]
    at = chance.randint(start, end)
    return text[:at] + "\n" + text[at:]


def _one_long_line(chance: random.Random, text: str) -> str:
    return text.replace("\n", "") * chance.choice([1, 1, 2]) if chance.random() < 0.2 else text


_DAMAGES: list[Damage] = [
    _delete,
    _strew,
    _swap,
    _double,
    _cut,
    _flip_width,
    _digit_noise,
    _long_run,
    _shuffle_lines,
    _join_lines,
    _one_long_line,
]
