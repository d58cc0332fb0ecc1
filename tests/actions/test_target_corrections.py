"""Correcting targets 目标值更正: before adoption, and what the plan then holds."""

from pathlib import Path

import pytest

from mengyang.actions import readings
from mengyang.actions.adoption import Decisions, adopt_document
from mengyang.actions.charges import Answer
from mengyang.core.documents.corrections import TargetChange
from mengyang.core.findings import Refused
from mengyang.store.models import Event, ReadingEntry, Target
from tests.cast import Cast
from tests.upload_cast import PLAN, entries, preview_stamp, upload_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

WORDS = "增设学位180个"
CHANGE = TargetChange("增设公办学位", ">=", ("200",), "个", "2026-08-31", "reach", "城区")


@pytest.fixture
def target_id(cast: Cast, tmp_path: Path) -> int:
    document_id = upload_plan(cast, tmp_path)
    start = PLAN.index(WORDS)
    span = (start, start + len(WORDS))
    return readings.make_entry(cast.actor("secretary"), document_id, "targets", span, at=cast.at)


def test_selected_words_become_a_target(cast: Cast, target_id: int) -> None:
    row = ReadingEntry.objects.get(pk=target_id)
    assert (row.reading, row.origin) == ("targets", "person")
    assert (row.content["quote"], row.content["value"]) == (WORDS, 180)


def test_the_plan_holds_the_target_as_corrected(cast: Cast, target_id: int) -> None:
    readings.correct_entry(cast.actor("secretary"), target_id, 1, CHANGE, at=cast.at)
    event = Event.objects.get(action="reading.correct")
    assert (event.subject_id, event.subject_version) == (target_id, 2)
    document_id = ReadingEntry.objects.get(pk=target_id).document_id
    decisions = Decisions(cast.units["yunlu-education"], {"地区民宗委": Answer()})
    officer = cast.actor("prefecture_officer")
    stamp = preview_stamp(cast, document_id)
    adopt_document(officer, document_id, stamp, decisions, at=cast.at)
    kept = Target.objects.get(indicator=CHANGE.indicator)
    assert (kept.value, kept.unit, kept.by, kept.scope) == (200, "个", "2026-08-31", "城区")


def test_a_duty_is_not_corrected_as_a_target(cast: Cast, target_id: int) -> None:
    duty = entries(cast, ReadingEntry.objects.get(pk=target_id).document_id)[0]
    with pytest.raises(Refused) as refused:
        readings.correct_entry(cast.actor("secretary"), duty.id, 1, CHANGE, at=cast.at)
    assert refused.value.reason == "documents.refused.not_correctable"
    assert ReadingEntry.objects.get(pk=duty.id).version == 1
