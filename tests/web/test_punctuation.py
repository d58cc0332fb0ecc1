"""标点 — a Chinese sentence of any room carries Chinese punctuation beside its characters."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from tests.web.msgids import LOCALE

ROOMS = sorted(LOCALE.glob("*/zh_Hans/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{[^{}]*\}")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")


def faults(sentence: str) -> list[str]:
    """The half-width signs of a sentence that touch a Chinese character."""
    return HALF_WIDTH.findall(PLACEHOLDER.sub("\0", sentence))


def sentences(room: str) -> Iterator[str]:
    with (LOCALE / room / "zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        for message in read_po(file):
            if message.id:
                texts = message.string
                yield from [texts] if isinstance(texts, str) else list(texts or ())


@pytest.mark.parametrize("room", [path.parents[2].name for path in ROOMS])
def test_no_half_width_sign_touches_a_chinese_character(room: str) -> None:
    assert [sentence for sentence in sentences(room) if faults(sentence)] == []


def test_there_are_rooms_to_look_at() -> None:
    assert {"checks", "formats", "ledger"} <= {path.parents[2].name for path in ROOMS}


@pytest.mark.parametrize(
    "planted",
    [
        "文件是空的,没有内容。",
        "请看下文:{name}",
        "正文(去掉图片)",
        "可以吗?",
        "上限 {n}(默认 20)张;共",
    ],
)
def test_a_planted_half_width_sign_is_found(planted: str) -> None:
    assert faults(planted)


@pytest.mark.parametrize(
    "sound",
    [
        "文件（.docx、.txt）",
        "第 {a:d} 行",
        "请运行 init --lang=en, zh",
        "用 http://127.0.0.1:80 打开",
    ],
)
def test_what_belongs_to_a_placeholder_or_a_code_is_left_alone(sound: str) -> None:
    assert faults(sound) == []
