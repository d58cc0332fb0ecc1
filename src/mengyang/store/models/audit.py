"""审计 — one chain of events for the installation, and what stands beside it."""

from django.db import models

from mengyang.store.models.access import User


class Event(models.Model):
    """事件 — who did what to which version of what; `digest` is that of the row after the change.

    `hash` covers every field with `previous_hash`. Personal fields stand in `before`/`after` only
    as an HMAC. An empty `digest` with a version means: the row was deleted; without a version
    nothing changed (a sign-in). A bulk action is one event with `changes_sha256` over its sorted
    `EventChange` rows. `at` comes from the writer's argument, never from the database.
    """

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        db_index=False,
    )
    acting_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="deputised_events"
    )
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_version = models.PositiveIntegerField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    changes_sha256 = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_event"
        # One for each filter of the list of events, in the list's own order; the last for a record.
        indexes = (
            models.Index(fields=("at", "sequence"), name="audit_event_by_time"),
            models.Index(fields=("actor", "at", "sequence"), name="audit_event_by_actor"),
            models.Index(fields=("action", "at", "sequence"), name="audit_event_by_action"),
            # What a busy person rarely does is not looked for among half a million events.
            models.Index(fields=("actor", "action", "at", "sequence"), name="audit_event_by_deed"),
            models.Index(fields=("subject_kind", "at", "sequence"), name="audit_event_by_kind"),
            models.Index(fields=("subject_kind", "subject_id", "sequence")),
        )


class EventChange(models.Model):
    """批量明细 — one row of a bulk event: which row, which version, which digest."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="changes")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "audit_event_change"
        indexes = (models.Index(fields=("subject_kind", "subject_id")),)


class Head(models.Model):
    """链头 — the single row that every writer locks last.

    `anchored` is the last sequence that the writer saw in the anchor file: a file that ends
    earlier was cut. `seal` is an HMAC of the other fields under the anchor's key: who has the
    database alone can neither move the head nor set it back with an own event at the end.
    """

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    anchored = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "audit_head"


class PersonalSalt(models.Model):
    """个人信息盐值 — the key of a record's HMACs; erasing it makes them say nothing any more."""

    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    salt = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_personal_salt"
        constraints = (
            models.UniqueConstraint(
                fields=("subject_kind", "subject_id"), name="audit_personal_salt_once"
            ),
        )


class PersonalValue(models.Model):
    """个人信息原值 — the erasable value behind an HMAC in an event; `side` is before or after."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="personal_values")
    field = models.CharField(max_length=60)
    side = models.CharField(max_length=6)
    value = models.JSONField()

    class Meta:
        db_table = "audit_personal_value"
        constraints = (
            models.UniqueConstraint(
                fields=("event", "field", "side"), name="audit_personal_value_once"
            ),
        )
