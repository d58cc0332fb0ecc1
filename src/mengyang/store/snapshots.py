"""快照 — an audited row as the audit chain sees it: its told values and its digest."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.apps import apps
from django.db import models

from mengyang.core import audit
from mengyang.core.findings import Refused
from mengyang.store.models.audit import PersonalSalt
from mengyang.store.models.audited import Audited


def audited_models() -> dict[str, type[Audited]]:
    """Every audited table by its kind."""
    found = (model for model in apps.get_models() if issubclass(model, Audited))
    return {model.kind: model for model in sorted(found, key=lambda model: model.kind)}


def names_of(model: type[Audited]) -> tuple[str, ...]:
    """The columns of a row that the chain follows, `version` and the id apart."""
    return tuple(
        field.attname
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname != "version"
    )


def salt_of(row: Audited) -> str:
    """The salt of the record's personal fields, made at first use; empty where it has none."""
    if not row.personal:
        return ""
    found, _ = PersonalSalt.objects.get_or_create(
        subject_kind=row.kind, subject_id=row.pk, defaults={"salt": secrets.token_hex(32)}
    )
    return found.salt


def told(row: Audited, salt: str, names: Iterable[str]) -> dict[str, object]:
    """The values as an event tells them: in full, or as an HMAC or a digest."""
    return {name: _told(row, salt, name) for name in names}


def digest(row: Audited, salt: str) -> str:
    """The digest of the whole row in its present version."""
    names = [name for name in names_of(type(row)) if not _is_as_migrated(row, name)]
    values = told(row, salt, names)
    return audit.sha256({**values, "kind": row.kind, "id": row.pk, "version": row.version})


def columns(row: Audited, changes: Mapping[str, object]) -> tuple[str, ...]:
    """The columns that changes by field name (`lead_unit` or `lead_unit_id`) will set."""
    fields = [row._meta.get_field(name) for name in changes]
    names = tuple(field.attname for field in fields if isinstance(field, models.Field))
    if len(names) != len(changes) or {"id", "version"} & set(names):
        raise ValueError(f"{row.kind} has not all of the columns {sorted(changes)}")
    return names


def assign(row: Audited, changes: Mapping[str, object]) -> None:
    """Set fields by name, in the form in which the database will give them back."""
    names = columns(row, changes)
    for name, value in zip(names, changes.values(), strict=True):
        setattr(row, name, value.pk if isinstance(value, models.Model) else value)
    normalise(row, names)


def normalise(row: Audited, names: Iterable[str]) -> None:
    """Bring values into the form in which both databases give them back, or refuse."""
    wanted = set(names)
    for field in row._meta.concrete_fields:
        if field.attname in wanted:
            setattr(row, field.attname, _normal(field, getattr(row, field.attname)))


def _normal(field: "models.Field[object, object]", value: object) -> object:
    if value is None:
        return None
    kept = audit.plain(value) if isinstance(field, models.JSONField) else field.to_python(value)
    for text in _texts(kept):
        _check_text(field, text)
    if isinstance(kept, Decimal) and isinstance(field, models.DecimalField):
        return kept.quantize(Decimal(1).scaleb(-(field.decimal_places or 0)))
    return kept


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _check_text(field: "models.Field[object, object]", text: str) -> None:
    """Refuse what only one of the two databases would take."""
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refused("store.refused.characters", "store.hint.plain_text", field=field.name)
    if isinstance(field, models.CharField) and len(text) > (field.max_length or len(text)):
        raise Refused(
            "store.refused.too_long",
            "store.hint.shorten",
            field=field.name,
            limit=field.max_length,
            length=len(text),
        )


def _is_as_migrated(row: Audited, name: str) -> bool:
    """Whether a column added by a later migration still has the value it was added with."""
    if name not in row.added_later:
        return False
    return audit.plain(getattr(row, name)) == row.added_later[name]


def _told(row: Audited, salt: str, name: str) -> object:
    value = getattr(row, name)
    if value is None:
        return None
    if name in row.personal:
        return {"hmac": audit.keyed(salt, value)}
    if name in row.bulky or name in row.secret:
        return {"sha256": audit.sha256(value)}
    return audit.plain(value)
