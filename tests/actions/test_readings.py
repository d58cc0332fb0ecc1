"""Correcting 更正: who, what and by when, before adoption and not after."""

from pathlib import Path

import pytest

from mengyang.actions import readings
from mengyang.actions.adoption import Decisions, adopt_document
from mengyang.actions.charges import Answer
from mengyang.core.documents.corrections import NamedUnit, ObligationChange
from mengyang.core.findings import Refused
from mengyang.store.models import Event, ReadingEntry
from tests.cast import Cast
from tests.upload_cast import PLAN, entries, preview_stamp, upload_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

CHANGE = ObligationChange(
    kind="task",
    title="按月拨付村级幼儿园经费",
    units=(NamedUnit("甲禾县财政局"), NamedUnit("甲禾县教育局", "joint")),
    deadline_kind="by date",
    deadline_on=("2026-06-30",),
    deadline_raw="2026年6月底前",
)


@pytest.fixture
def document_id(cast: Cast, tmp_path: Path) -> int:
    return upload_plan(cast, tmp_path)


def test_a_correction_keeps_the_words_and_changes_what_was_read(
    cast: Cast, document_id: int
) -> None:
    entry = entries(cast, document_id)[1]
    readings.correct_entry(cast.actor("secretary"), entry.id, 1, CHANGE, at=cast.at)
    row = ReadingEntry.objects.get(pk=entry.id)
    assert (row.status, row.version) == ("corrected", 2)
    assert row.content["quote"] == entry.content["quote"]
    assert (row.content["title"], row.content["problem"]) == (CHANGE.title, None)
    assert row.content["deadline"]["on"] == "2026-06-30"
    assert [(u["name"], u["role"]) for u in row.content["responsible_units"]] == [
        ("甲禾县财政局", "responsible"),
        ("甲禾县教育局", "joint"),
    ]
    event = Event.objects.get(action="reading.correct")
    assert (event.subject_id, event.subject_version) == (entry.id, 2)
    assert event.actor_id == cast.users["secretary"]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("kind", "wish", "documents.refused.unknown_kind"),
        ("title", "  ", "documents.refused.title_length"),
        ("title", "长" * 301, "documents.refused.title_length"),
        ("units", (NamedUnit(""),), "documents.refused.unit_name"),
        ("units", (NamedUnit("局", "boss"),), "documents.refused.unit_role"),
        ("deadline_kind", "someday", "documents.refused.unknown_deadline"),
        ("deadline_on", ("2026-13-01",), "documents.refused.bad_day"),
        ("deadline_on", (), "documents.refused.day_missing"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_changes_nothing(
    cast: Cast, document_id: int, field: str, value: object, reason: str
) -> None:
    entry = entries(cast, document_id)[0]
    change = ObligationChange(
        **{**{name: getattr(CHANGE, name) for name in CHANGE.__slots__}, field: value}
    )
    with pytest.raises(Refused) as refused:
        readings.correct_entry(cast.actor("secretary"), entry.id, 1, change, at=cast.at)
    assert refused.value.reason == reason
    assert ReadingEntry.objects.get(pk=entry.id).version == 1


def test_the_second_of_two_corrections_of_one_version_is_refused(
    cast: Cast, document_id: int
) -> None:
    entry = entries(cast, document_id)[0]
    readings.correct_entry(cast.actor("secretary"), entry.id, 1, CHANGE, at=cast.at)
    with pytest.raises(Refused) as refused:
        readings.reject_entry(cast.actor("prefecture_officer"), entry.id, 1, at=cast.at)
    assert refused.value.reason == "store.refused.stale"
    assert not ReadingEntry.objects.get(pk=entry.id).is_rejected


def test_a_rejected_entry_stays_listed_and_comes_back(cast: Cast, document_id: int) -> None:
    entry = entries(cast, document_id)[0]
    readings.reject_entry(cast.actor("secretary"), entry.id, 1, at=cast.at)
    assert entries(cast, document_id)[0].is_rejected
    readings.restore_entry(cast.actor("secretary"), entry.id, 2, at=cast.at)
    assert not entries(cast, document_id)[0].is_rejected
    told = Event.objects.filter(action__startswith="reading.").values_list("action", flat=True)
    assert sorted(told) == ["reading.reject", "reading.restore"]


def test_selected_words_become_a_task_of_their_clause(cast: Cast, document_id: int) -> None:
    words = "优化班额结构"
    start = PLAN.index(words)
    text_start = entries(cast, document_id)[0].start + 0
    assert text_start <= start
    added = readings.make_entry(
        cast.actor("secretary"), document_id, "obligations", (start, start + len(words)), at=cast.at
    )
    row = ReadingEntry.objects.get(pk=added)
    assert row.content["quote"] == words
    assert row.path.startswith("二/(一)/1")
    assert (row.origin, row.content["kind"]) == ("person", "task")


@pytest.mark.parametrize("span", [(5, 5), (9, 3), (-1, 4), (0, 10**7)])
def test_no_words_make_no_task(cast: Cast, document_id: int, span: tuple[int, int]) -> None:
    with pytest.raises(Refused) as refused:
        readings.make_entry(cast.actor("secretary"), document_id, "obligations", span, at=cast.at)
    assert refused.value.reason == "documents.refused.empty_selection"


@pytest.mark.parametrize("words", ["学", "学位", "。\n\n二"])
def test_a_few_signs_make_no_task(cast: Cast, document_id: int, words: str) -> None:
    start, events = PLAN.index(words), Event.objects.count()
    span = (start, start + len(words))
    for reading in (
        *("obligations", "targets", "reporting", "figures", "projects", "duties"),
        "money_rules",
    ):
        with pytest.raises(Refused) as refused:
            readings.make_entry(cast.actor("secretary"), document_id, reading, span, at=cast.at)
        assert refused.value.reason == "documents.refused.short_selection"
    assert Event.objects.count() == events


def test_nothing_is_corrected_after_adoption(cast: Cast, document_id: int) -> None:
    officer = cast.actor("prefecture_officer")
    answers = {"地区民宗委": Answer()}
    decisions = Decisions(cast.units["yunlu-education"], answers)
    stamp = preview_stamp(cast, document_id)
    adopt_document(officer, document_id, stamp, decisions, at=cast.at)
    entry = entries(cast, document_id)[0]
    for act in (readings.reject_entry, readings.restore_entry):
        with pytest.raises(Refused) as refused:
            act(officer, entry.id, entry.version, at=cast.at)
        assert refused.value.reason == "documents.refused.not_open"
    with pytest.raises(Refused):
        readings.make_entry(officer, document_id, "obligations", (0, 5), at=cast.at)


@pytest.mark.parametrize("person", ["leader", "department_officer", "auditor", "county_officer"])
def test_a_reading_is_corrected_only_within_reach(
    cast: Cast, document_id: int, person: str
) -> None:
    entry = entries(cast, document_id)[0]
    with pytest.raises(Refused):
        readings.reject_entry(cast.actor(person), entry.id, 1, at=cast.at)
    assert not ReadingEntry.objects.get(pk=entry.id).is_rejected
