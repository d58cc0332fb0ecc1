"""Every message in both languages 中英措辞: codes, sentences of the screens, terms of the packs."""

import re
from collections.abc import Iterable

import pytest

from mengyang import packs
from mengyang.core.access import Role
from mengyang.web.wording import catalogue as sentences_of
from mengyang.web.wording import word
from tests.web import built, msgids
from tests.web.msgids import LANGUAGES, catalogue

HAN = re.compile(r"[\u4e00-\u9fff]")
# The beginning of a code that is put together: all that can come of it is in `built`.
BEGUN = re.compile(r"[._]$")


def lacking(found: Iterable[tuple[str, str]], language: str) -> list[str]:
    known = catalogue(language)
    return sorted({f"{text!r} ({place})" for text, place in found if text not in known})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_screens_is_in_the_catalogues(language: str) -> None:
    assert lacking(msgids.sentences(), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_source_is_in_the_catalogues(language: str) -> None:
    whole = ((code, place) for code, place in msgids.codes() if not BEGUN.search(code))
    assert lacking(whole, language) == []


def test_every_code_put_together_is_of_a_known_family() -> None:
    known = {*built.FAMILIES, *built.ACTIONS}
    open_ended = {text: place for text, place in built.written() if "{}" in text}
    assert sorted((text, place) for text, place in open_ended.items() if text not in known) == []
    assert sorted(known - set(open_ended)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("family", sorted(built.FAMILIES))
def test_every_member_of_a_family_is_in_the_catalogues(family: str, language: str) -> None:
    codes = built.members(family)
    assert codes
    assert sorted(codes - catalogue(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_of_two_codes_are_in_the_catalogues(language: str) -> None:
    either = [(text, place) for text, place in built.written() if "{}" not in text]
    assert either
    assert lacking(either, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_of_any_room_is_left_over(language: str) -> None:
    used = msgids.words_of_the_source() | {text for text, _ in msgids.sentences()}
    used |= {text for text, _ in built.written()}
    for family in built.FAMILIES:
        used |= built.members(family)
    used |= {f"field.{name}" for name in msgids.names_of_the_source()}
    assert sorted(catalogue(language) - used) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_worded_whatever_its_parameters(language: str) -> None:
    for code, sentence in sentences_of(language).items():
        if msgids.CODE.match(code):
            said = word(code, {}, language)
            assert said and said != code, code
            assert bool(HAN.search(sentence)) is (language == "zh_Hans"), code


def test_every_term_has_both_words() -> None:
    for family, terms in packs.terms().items():
        for code, term in terms.items():
            assert HAN.search(term.zh), (family, code)
            assert term.en and not HAN.search(term.en), (family, code)


def test_every_event_written_has_a_term() -> None:
    known = packs.terms()["audit_actions"]
    written = msgids.audit_actions({action.split(".")[0] for action in known})
    assert sorted({f"{action} ({place})" for action, place in written if action not in known}) == []


def test_every_role_has_a_term() -> None:
    assert {role.value for role in Role} == set(packs.terms()["roles"])


def test_the_extraction_finds_what_is_planted() -> None:
    source = (
        '{% load i18n %}{% translate "One" %}'
        "{% blocktranslate count n=n %}a{% plural %}b{% endblocktranslate %}"
    )
    assert list(msgids.template_sentences(source)) == ["One", "a"]
    assert "What is due today?" in {text for text, _ in msgids.sentences()}
    assert "web.refused.bad_request" in {code for code, _ in msgids.codes()}
    assert "user.sign_in" in {action for action, _ in msgids.audit_actions({"user"})}
