"""Third texts 再次更正: compared with the newest one; what follows an older text is found."""

from pathlib import Path

import pytest
from django.test import Client

from mengyang.actions.adoption import Decisions, adopt_document
from mengyang.actions.charges import Answer
from mengyang.actions.corrections import (
    Verdict,
    decide_differences,
    record_correction,
    show_differences,
)
from mengyang.actions.documents import Upload, upload_document
from mengyang.core.findings import Refused
from mengyang.store.models import Correction, Event, Target, Task, User
from mengyang.store.reads.asked import Asked
from tests.cast import Cast
from tests.corrected_cast import OLD
from tests.upload_cast import preview_stamp, upload_plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
SECOND = OLD.replace("压实整改责任", "层层压实整改责任").replace("学位180个", "学位240个")
THIRD = (
    SECOND.replace("学位240个", "学位260个")
    .replace("建立按月拨付制度", "建立按旬拨付制度")
    .replace("达到50%以上", "达到60%以上")
)


def taken_over(cast: Cast, correction: int) -> None:
    officer = cast.actor("prefecture_officer")
    rows = show_differences(officer, correction, Asked(), day=cast.day)[1].rows
    seen = {each.row.id: each.stamp for each in rows}
    assert decide_differences(officer, correction, Verdict(True), seen, at=cast.at)


@pytest.fixture
def texts(cast: Cast, tmp_path: Path) -> list[int]:
    """An adopted text, its corrected text in force, and a third one."""
    officer, first = cast.actor("prefecture_officer"), upload_plan(cast, tmp_path, OLD)
    decisions = Decisions(cast.units["yunlu-education"], {"地区民宗委": Answer()})
    adopt_document(officer, first, preview_stamp(cast, first), decisions, at=cast.at)
    second = upload_plan(cast, tmp_path, SECOND)
    taken_over(cast, record_correction(officer, second, first, at=cast.at))
    again = Upload(THIRD.encode(), "再次更正.txt", cast.areas["yunlu"], tmp_path)
    with pytest.raises(Refused) as refused:
        upload_document(officer, again, at=cast.at)
    assert refused.value.params["twins"] == [second]
    return [first, second, upload_plan(cast, tmp_path, THIRD)]


def test_what_follows_any_older_text_is_found_and_moved(cast: Cast, texts: list[int]) -> None:
    first, second, third = texts
    officer = cast.actor("prefecture_officer")
    with pytest.raises(Refused, match="earlier_is_corrected"):
        record_correction(officer, third, first, at=cast.at)
    places = Task.objects.filter(parent=None)
    seats, finance = (places.get(clause_path=path) for path in ("二/(一)/1", "二/(一)/2"))
    assert (seats.document_id, finance.document_id) == (second, None)
    made = record_correction(officer, third, second, at=cast.at)
    rows = show_differences(officer, made, Asked(), day=cast.day)[1].rows
    touched = [effect.task.id for each in rows for effect in each.effects.tasks]
    assert touched == [seats.pk, finance.pk]
    taken_over(cast, made)
    for row, words in ((seats, "260"), (finance, "按旬")):
        row.refresh_from_db()
        assert (row.document_id, row.earlier_document_id) == (third, second)
        assert words in row.remedies.first().text and words in THIRD[row.start : row.end]
        event = Event.objects.filter(action="task.correct", subject_id=row.pk).latest("sequence")
        assert event.after["document_id"] == third
    target = Target.objects.get(document_id=third, value=60)
    assert (target.plan_id, target.earlier_document_id) == (seats.plan_id, second)
    assert set(Correction.objects.values_list("state", flat=True)) == {"settled"}


def test_the_newest_text_is_proposed_and_all_are_shown(
    cast: Cast, texts: list[int], client: Client
) -> None:
    first, second, third = texts
    client.force_login(
        User.objects.get(pk=cast.users["prefecture_officer"]),
        "mengyang.web.signing_in.Accounts",
    )
    form = client.get(f"/documents/{third}/corrects/?earlier={first}").context["form"]
    proposed = {pk for pk, _ in form.fields["earlier"].choices}
    assert form["earlier"].value() == str(second)
    assert str(second) in proposed and str(first) not in proposed
    record_correction(cast.actor("prefecture_officer"), third, second, at=cast.at)
    for each in texts:
        page = client.get(f"/documents/{each}/")
        assert [link.id for link in page.context["versions"]] == texts
        assert 'class="sheet versions"' in page.text
