"""What templates may call 模板标签: words, lamps, days, numbers, charts, fields, changes."""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils.translation import override

from mengyang import packs
from mengyang.web import lamps
from mengyang.web.forms import DayField, UploadField
from mengyang.web.templatetags import mengyang as tags
from mengyang.web.templatetags.ledger import are_with_others


def drawn(source: str, **context: object) -> str:
    return Template("{% load mengyang documents %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ x|day }}", date(2026, 3, 1), "2026-03-01"),
        ("{{ x|day }}", None, "—"),
        ("{% days x x %}", date(2026, 3, 1), "2026-03-01至2026-03-01"),
        ("{% days x None %}", date(2026, 3, 1), "2026-03-01至今"),
        ("甲：{% gap %}{{ x }}", "乙", "甲：乙"),
        ("{{ x|moment }}", datetime(2026, 3, 1, 1, 5, tzinfo=UTC), "2026-03-01 09:05"),
        ("{{ x|number }}", 1234567, "1,234,567"),
        ("{{ x|number }}", Decimal("1234.50"), "1,234.50"),
        ("{{ x|number }}", None, "—"),
        ("{{ x|percent }}", 0, "0 %"),
        ("{{ x|percent }}", None, "—"),
        ("{{ x|size }}", 28, "28 B"),
        ("{{ x|size }}", 1536, "2 kB"),
        ("{{ x|size }}", 5 * 1024 * 1024, "5.0 MB"),
        ("{{ x|plain }}", False, "否"),
        ("{{ x|plain }}", "", "—"),
        ("{{ x|field_word }}", "due_on", "应完成日期"),
        ("{{ x|field_word }}", "no_such_field", "no_such_field"),
    ],
)
def test_a_value_is_written_the_same_everywhere(source: str, value: object, shown: str) -> None:
    with override("zh-hans"):
        assert drawn(source, x=value) == shown


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ x|clause_name }}", "三/(一)/2", "三/(一)/2"),
        ("{{ x|clause_name }}", "一", "一、"),
        ("{{ x|clause_name }}", "preamble", "前言"),
        ("{{ x|clause_name }}", "", ""),
        ("{{ x|is_clause }}", "closing", "False"),
        ("{{ x|is_clause }}", "一", "True"),
        ("{{ x|shown_quote }}", "　　整改措施：", "整改措施："),
        ("{{ x|shown_quote }}", "“一票否决”", "一票否决"),
        ("{{ x|shown_quote }}", "“甲”和“乙”", "“甲”和“乙”"),
        ("{% by_when x %}", "2027", "到2027年"),
        ("{% by_when x %}", "2026-10-31", "到2026-10-31"),
        (
            "{% deadline x %}",
            {"kind": "by date-time", "on": "2026-11-27T18:00:00"},
            '限定时刻 <strong class="value">2026-11-27 18:00</strong>',
        ),
    ],
)
def test_what_was_read_is_printed_as_an_office_writes_it(
    source: str, value: object, shown: str
) -> None:
    with override("zh-hans"):
        assert drawn(source, x=value).strip() == shown


def test_a_term_is_in_the_language_of_the_reader_and_never_hidden() -> None:
    with override("zh-hans"):
        assert drawn('{% term "roles" "leader" %}') == "分管领导"
    with override("en"):
        assert drawn('{% term "roles" "leader" %}') == "Leader in charge"
        assert drawn('{% term "roles" "unheard_of" %}') == "unheard_of"


@pytest.mark.parametrize("scheme", sorted(packs.lamps()))
def test_no_two_lamps_share_a_drawing_and_each_has_a_word(scheme: str) -> None:
    signs = packs.lamps()[scheme].signs
    for language in ("zh-hans", "en"):
        with override(language):
            drawings = {re.sub("lamp-[a-z]+", "", lamps.lamp_shape(one, scheme)) for one in signs}
            words = {lamps.lamp_word(one, scheme) for one in signs}
            assert len(drawings) == len(words) == len(signs)
            assert all(lamps.lamp_meaning(one, scheme) for one in signs)


def test_a_lamp_nobody_knows_is_shown_by_its_name() -> None:
    assert "purple" in drawn('{% lamp "purple" %}')


def test_the_data_of_a_chart_cannot_leave_their_block() -> None:
    option = {"title": {"text": "</script><script>alert(1)</script>"}, "n": Decimal("1.5")}
    page = drawn('{% chart "trend" option "A trend" %}', option=option)
    assert page.count("<script") == 1 and page.count("</script>") == 1
    data = page.partition('id="trend-data">')[2].partition("</script>")[0]
    assert json.loads(data)["title"] == option["title"]
    assert 'aria-label="A trend"' in page


def test_a_field_names_its_error_and_its_help_for_those_who_listen() -> None:
    class Form(forms.Form):
        day = DayField(label="Day", help_text="the help")

    form = Form({"day": "31.12.2026"})
    with override("en"):
        page = drawn("{% field form.day %}", form=form)
    assert 'type="date"' in page and 'aria-invalid="true"' in page
    described = re.search(r'aria-describedby="([^"]+)"', page)
    assert described is not None
    assert all(f'id="{name}"' in page for name in described[1].split())
    assert Form({"day": "2026-12-31"}).is_valid()


def test_an_upload_states_its_limit_and_keeps_to_it() -> None:
    class Form(forms.Form):
        file = UploadField(limit_bytes=1024 * 1024, accept=".txt")

    with override("zh-hans"):
        page = drawn("{% field form.file %}", form=Form())
        assert "不超过 1 MB" in page and 'data-limit="1048576"' in page and 'accept=".txt"' in page
        large = Form({}, {"file": SimpleUploadedFile("a.txt", b"x" * (1024 * 1024 + 1))})
        assert large.errors["file"] == ["文件超过 1 MB。"]
        assert Form({}, {"file": SimpleUploadedFile("a.txt", b"x")}).is_valid()


def test_changes_are_told_in_words_and_escaped() -> None:
    before = {"state": "assigned", "due_on": None, "title": "<b>"}
    after = {"state": "closed", "due_on": "2026-03-01", "title": "<b>"}
    with override("zh-hans"):
        said = tags.changes(before, after)
    assert said == "<li>状态 已交办 → 已销号</li><li>应完成日期 — → 2026-03-01</li>"
    assert "&lt;i&gt;" in tags.changes({"note": ""}, {"note": "<i>"})


def test_a_first_share_is_told_without_an_arrow() -> None:
    with override("en"):
        assert tags.changes({"progress_percent": None}, {"progress_percent": 85}) == (
            "<li>progress 85 %</li>"
        )
        assert tags.changes({"percent": 40}, {"percent": 85}) == "<li>progress 40 % → 85 %</li>"


@pytest.mark.parametrize(
    ("kind", "refusal", "told"),
    [("withdraw", None, True), ("report", None, False), ("report", "no", True)],
)
def test_a_task_with_others_leaves_its_reader_withdrawal_at_most(
    kind: str, refusal: str | None, told: bool
) -> None:
    assert are_with_others([{"kind": kind, "refusal": refusal}]) is told
