"""Anchor lines 锚行 kept elsewhere: they prove what the machine alone cannot prove any more."""

import pytest
from django.db.models import F

from mengyang.actions.anchor_lines import anchor_line, compare_kept
from mengyang.core.audit import EventFacts, event_hash
from mengyang.core.findings import Refused
from mengyang.core.kept_lines import make_line
from mengyang.store.models import Event, Head
from mengyang.store.writes import access as writes
from mengyang.store.writes import transaction
from tests.cast import AT, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def codes(*texts: str) -> list[str]:
    """What is found against the lines."""
    return [finding.code.rpartition(".")[2] for finding in compare_kept(texts)]


def test_a_line_of_yesterday_fits_the_chain_of_today(cast: Cast) -> None:
    line = anchor_line(cast.actor("audit_administrator"), at=AT)
    head = Head.objects.get()
    assert (line.sequence, line.hash) == (head.sequence, head.hash)
    with transaction(None, AT) as work:
        writes.note_user(work, "user.sign_in", cast.users["leader"])
    assert codes("收件：", f"  {line.text}", anchor_line(None, at=AT).text) == []


def test_it_finds_a_chain_that_was_made_anew_or_set_back(cast: Cast) -> None:
    line = anchor_line(None, at=AT).text
    last = Event.objects.latest("sequence")
    last.action = "user.enable"
    facts = {name: getattr(last, name) for name in EventFacts.__slots__}
    anew = event_hash(EventFacts(**facts), last.previous_hash)
    Event.objects.filter(pk=last.pk).update(action=last.action, hash=anew)
    assert codes(line) == ["kept_differs"]
    Event.objects.filter(pk=last.pk).update(sequence=F("sequence") + 1)
    assert codes(line) == ["kept_differs"]
    Event.objects.filter(pk=last.pk)._raw_delete("default")
    assert codes(line) == ["kept_longer"]


def test_it_tells_a_line_that_the_machine_never_made(cast: Cast) -> None:
    head = Head.objects.get()
    assert codes(make_line("another key", AT, head.sequence, head.hash).text) == ["kept_forged"]
    assert codes("12 abc", "") == ["kept_none"]


def test_only_who_may_verify_takes_a_line(cast: Cast) -> None:
    for person in ("county_officer", "system_administrator", "security_administrator"):
        with pytest.raises(Refused, match=r"audit\.refused\.not_yours"):
            anchor_line(cast.actor(person), at=AT)


def test_there_is_no_line_before_the_first_event(db: None) -> None:
    with pytest.raises(Refused, match="no_events"):
        anchor_line(None, at=AT)
