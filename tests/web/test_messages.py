"""Every message in both languages 中英措辞: codes, sentences of the screens, terms of the packs."""

import re
from collections.abc import Iterable

import pytest
from django.apps import apps

from mengyang import packs
from mengyang.core.access import Role
from mengyang.store.models.audited import Audited
from mengyang.web.wording import catalogue as sentences_of
from mengyang.web.wording import word
from tests.web import msgids
from tests.web.msgids import LANGUAGES, catalogue

HAN = re.compile(r"[\u4e00-\u9fff]")
# A code that is put together from a part and a code of a family: every member must have a text.
BUILT = re.compile(r"[._]$")


def lacking(found: Iterable[tuple[str, str]], language: str) -> list[str]:
    known = catalogue(language)
    return sorted({f"{text!r} ({place})" for text, place in found if text not in known})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_screens_is_in_the_catalogues(language: str) -> None:
    assert lacking(msgids.sentences(), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_source_is_in_the_catalogues(language: str) -> None:
    whole = ((code, place) for code, place in msgids.codes() if not BUILT.search(code))
    assert lacking(whole, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_beginning_of_a_code_goes_on_in_the_catalogues(language: str) -> None:
    begun = {code for code, _ in msgids.codes() if BUILT.search(code)}
    known = catalogue(language)
    assert [code for code in begun if not any(text.startswith(code) for text in known)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_worded_whatever_its_parameters(language: str) -> None:
    for code, sentence in sentences_of(language).items():
        if msgids.CODE.match(code):
            said = word(code, {}, language)
            assert said and said != code, code
            assert bool(HAN.search(sentence)) is (language == "zh_Hans"), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_that_an_event_tells_has_words(language: str) -> None:
    models = [
        each for each in apps.get_app_config("store").get_models() if issubclass(each, Audited)
    ]
    told = {field.attname for model in models for field in model._meta.concrete_fields}
    known = sentences_of(language)
    assert sorted(each for each in told - {"id", "version"} if f"field.{each}" not in known) == []


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
