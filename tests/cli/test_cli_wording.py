"""措辞 — codes become sentences, and the catalogues of a room agree."""

from pathlib import Path

import pytest

from mengyang.core.findings import Finding, Level, Refused, Unknown
from mengyang.web import wording
from mengyang.web.wording import word, word_finding, word_refused
from scripts.compile_messages import main, placeholders

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A locale folder of our own, read afresh."""
    monkeypatch.setattr(wording, "LOCALE", tmp_path)
    wording.catalogue.cache_clear()
    yield tmp_path
    wording.catalogue.cache_clear()


def put(locale: Path, room: str, zh: str, en: str) -> None:
    for folder, text in (("zh_Hans", zh), ("en", en)):
        path = locale / room / folder / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + text, "utf-8")


def entry(code: str, text: str, mark: str = "") -> str:
    return f'{mark}msgid "{code}"\nmsgstr "{text}"\n\n'


def test_rooms_are_joined_and_placeholders_filled(locale: Path) -> None:
    put(
        locale,
        "ledger",
        entry("a.b", "任务{name}迟了{days}天"),
        entry("a.b", "{name} is {days} late"),
    )
    put(locale, "seats", entry("c", "学位"), entry("c", "seat"))
    assert main(locale) == 0
    assert word("a.b", {"name": "{x}", "days": 3}, "zh-hans") == "任务{x}迟了3天"
    assert word("a.b", {"name": "T"}, "en_GB.UTF-8") == "T is {days} late"
    assert word("c", None, "") == "学位"
    assert word("c.d", {"n": 1}) == "c.d {'n': 1}"


def test_a_refusal_says_what_and_what_next(locale: Path) -> None:
    both = entry("r", "不行:{name}。") + entry("h", "请改。")
    put(locale, "ledger", both, entry("r", "No: {name}.") + entry("h", "Change it."))
    main(locale)
    assert word_refused(Refused("r", "h", name="甲")) == "不行:甲。请改。"
    assert word_refused(Refused("r", "h", name="A"), "en") == "No: A. Change it."
    assert word_refused(Refused("r", name="甲")) == "不行:甲。"
    assert word_finding(Finding("r", Level.INFO, {"name": "乙"})) == "不行:乙。"
    assert word_finding(Unknown("h")) == "请改。"


@pytest.mark.parametrize(
    ("zh", "en", "fault"),
    [
        (entry("a", ""), entry("a", "x"), "is empty"),
        (entry("a", "甲", "#, fuzzy\n"), entry("a", "x"), "is fuzzy"),
        (entry("a", "甲"), entry("a", "x") + entry("b", "y"), "only in en"),
        (entry("a", "甲{n}"), entry("a", "x{m}"), "placeholders"),
        (entry("a", "甲%(n)s"), entry("a", "x"), "placeholders"),
        (entry("a", "甲{"), entry("a", "x"), "brace"),
    ],
)
def test_a_room_that_disagrees_is_a_fault(
    locale: Path, zh: str, en: str, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(locale, "ledger", zh, en)
    assert main(locale) == 1
    assert fault in capsys.readouterr().err


def test_two_rooms_may_not_word_one_code_in_two_ways(
    locale: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(locale, "ledger", entry("Name", "名称"), entry("Name", "Name"))
    put(locale, "seats", entry("Name", "姓名"), entry("Name", "Name"))
    assert main(locale) == 1
    assert "'Name' differs in ledger and seats" in capsys.readouterr().err


def test_a_missing_or_broken_catalogue_is_a_fault(
    locale: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(locale, "ledger", entry("a", "甲"), 'msgid "a\n')
    (locale / "seats").mkdir()
    assert main(locale) == 1
    said = capsys.readouterr().err
    assert "ledger/en" in said
    assert "seats: no catalogue zh_Hans" in said


def test_what_is_up_to_date_is_left_alone(locale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(locale, "ledger", entry("a", "甲"), entry("a", "x"))
    assert main(locale) == 0
    assert "2 catalogues compiled" in capsys.readouterr().err
    assert main(locale) == 0
    assert "0 catalogues compiled" in capsys.readouterr().err


def test_both_kinds_of_placeholders_are_seen() -> None:
    assert placeholders("{a} %(b)s {{c}}") == {"a", "b"}
