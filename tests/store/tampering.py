"""Tampering 篡改: what somebody with the database in hand may do to events, rows and values."""

from django.db import connection
from django.db.models import F

from mengyang.core.audit import EventFacts, event_hash
from mengyang.store.models import Event, EventChange, Head, PersonalSalt, PersonalValue, Unit, User
from tests.cast import AT


def edit_event() -> None:
    Event.objects.filter(action="unit.change").update(action="unit.rename")


def edit_event_values() -> None:
    Event.objects.filter(action="unit.change").update(after={"unit_kind": "office"})


def edit_actor() -> None:
    Event.objects.filter(action="unit.change").update(actor=User.objects.latest("pk"))


def delete_event() -> None:
    row = Event.objects.filter(action="user.grant").earliest("sequence")
    row.personal_values.all().delete()
    row.delete()


def delete_first_event() -> None:
    Event.objects.earliest("sequence").delete()


def delete_last_ten() -> None:
    """Their rows stay behind: what they say nobody recorded."""
    last = Event.objects.order_by("-sequence")[10]
    tail = Event.objects.filter(sequence__gt=last.sequence)
    EventChange.objects.filter(event__in=tail).delete()
    PersonalValue.objects.filter(event__in=tail).delete()
    tail.delete()
    Head.objects.update(sequence=last.sequence, hash=last.hash)


def insert_event() -> None:
    """One more in the middle, the later ones renumbered, and itself well linked."""
    middle = Event.objects.get(sequence=5)
    far = 10**6
    Event.objects.filter(sequence__gt=5).update(sequence=F("sequence") + far)
    Event.objects.filter(sequence__gt=5).update(sequence=F("sequence") - far + 1)
    facts = EventFacts(6, AT, None, None, "user.sign_in", "", None, None, {}, {}, "", "")
    values = {name: getattr(facts, name) for name in EventFacts.__slots__}
    hash_ = event_hash(facts, middle.hash)
    Event.objects.create(**values, previous_hash=middle.hash, hash=hash_)
    Head.objects.update(sequence=F("sequence") + 1)


def append_event() -> None:
    """One more at the very end, well linked, and the head moved on to it."""
    last = Event.objects.latest("sequence")
    facts = EventFacts(
        last.sequence + 1, AT, None, None, "user.sign_in", "", None, None, {}, {}, "", ""
    )
    values = {name: getattr(facts, name) for name in EventFacts.__slots__}
    hash_ = event_hash(facts, last.hash)
    Event.objects.create(**values, previous_hash=last.hash, hash=hash_)
    Head.objects.update(sequence=facts.sequence, hash=hash_)


def swap_events() -> None:
    one, other = Event.objects.filter(action="user.grant").order_by("sequence")[:2]
    for row, number in ((one, 10**6), (other, one.sequence), (one, other.sequence)):
        Event.objects.filter(pk=row.pk).update(sequence=number)


def rewrite_chain() -> None:
    """Every event anew after a changed first one, and the head: without the key all fits."""
    previous = ""
    for row in Event.objects.order_by("sequence"):
        row.actor = None
        facts = {name: getattr(row, name) for name in EventFacts.__slots__}
        row.previous_hash, row.hash = previous, event_hash(EventFacts(**facts), previous)
        row.save()
        previous = row.hash
    Head.objects.update(hash=previous)


def edit_row_by_sql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_unit SET unit_kind = 'office' WHERE key = 'hekou-public'")


def delete_tail() -> None:
    """The last event goes, and the head is set back so that the chain looks whole."""
    Event.objects.filter(action="unit.change").delete()
    last = Event.objects.latest("sequence")
    Head.objects.update(sequence=last.sequence, hash=last.hash)
    Unit.objects.filter(key="jiahe-housing").update(unit_kind="department", version=1)


def edit_row() -> None:
    Unit.objects.filter(key="hekou-public").update(unit_kind="department")


def edit_row_as_if_written() -> None:
    Unit.objects.filter(key="hekou-public").update(unit_kind="department", version=2)


def edit_single_row() -> None:
    User.objects.filter(username="leader").update(is_active=False)


def edit_password() -> None:
    User.objects.filter(username="leader").update(password="md5$x$y")


def edit_name() -> None:
    User.objects.filter(username="leader").update(display_name="别人")


def delete_row() -> None:
    user = User.objects.get(username="leader")
    user.posts.all()._raw_delete("default")


def insert_row() -> None:
    unit = Unit.objects.get(key="hekou-public")
    Unit.objects.create(key="ghost", area=unit.area, unit_kind="department")


def edit_bulk_list() -> None:
    EventChange.objects.filter(event__action="unit.create").update(digest="0" * 64)


def delete_from_bulk_list() -> None:
    EventChange.objects.filter(event__action="unit.create").earliest("pk").delete()


def edit_personal_value() -> None:
    PersonalValue.objects.filter(field="display_name").update(value="别人")


def delete_personal_value() -> None:
    PersonalValue.objects.filter(field="display_name").earliest("pk").delete()


def edit_salt() -> None:
    PersonalSalt.objects.update(salt="x")


def insert_personal_value() -> None:
    event = Event.objects.get(action="unit.change")
    PersonalValue.objects.create(event=event, field="display_name", side="after", value="某")


def edit_head() -> None:
    Head.objects.update(hash="0" * 64)


def delete_head() -> None:
    Head.objects.all().delete()


def strip_seal() -> None:
    Head.objects.update(seal="")
