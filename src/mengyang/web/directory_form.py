"""名录表格 — the workbook of areas, units, aliases and members as it goes out to be edited."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from django.utils.translation import gettext

from mengyang.core.registry.workbook import DirectoryNow, Names, Stretch
from mengyang.formats.entry_form import EntryForm, FormColumn, FormSheet
from mengyang.web.terms import family_words, term

type Rows = Callable[[Names], Iterable[Sequence[str]]]


def directory_form(read: Callable[[], DirectoryNow] | None = None) -> EntryForm:
    """The form with its rows; without `read` it only tells what comes back."""
    sheets = (_areas(), _units(), _aliases(), _members())
    return EntryForm(
        "directory",
        1,
        tuple(
            FormSheet(key, name, told, columns, _lazily(read, rows))
            for key, name, told, columns, rows in sheets
        ),
    )


type _Sheet = tuple[str, str, str, tuple[FormColumn, ...], Rows]


def _areas() -> _Sheet:
    columns = (
        *_identity(),
        FormColumn("name_zh", gettext("Chinese name"), 24),
        FormColumn("name_en", gettext("English name"), 24),
        FormColumn("kind", gettext("Kind"), 22, _kinds("area_kinds")),
        FormColumn("code", gettext("Official code"), 16),
        FormColumn("parent", gettext("Lies in"), 24),
        *_days(),
        FormColumn("changes_on", gettext("Changes from"), 14),
    )
    told = gettext(
        "A row without a key is a new area. Until is the first day on which it is no more."
    )
    return "areas", gettext("Areas"), told, columns, _area_rows


def _units() -> _Sheet:
    columns = (
        *_identity(),
        FormColumn("name_zh", gettext("Chinese name"), 36),
        FormColumn("name_en", gettext("English name"), 24),
        FormColumn("kind", gettext("Kind"), 16, _kinds("unit_kinds")),
        FormColumn("area", gettext("Area"), 24),
        *_days(),
        FormColumn("changes_on", gettext("Changes from"), 14),
        FormColumn("successor", gettext("Merges into"), 36),
    )
    told = gettext("A row without a key is a new unit. A unit with Until closes or merges.")
    return "units", gettext("Units"), told, columns, _unit_rows


def _aliases() -> _Sheet:
    columns = (
        FormColumn("unit", gettext("Unit"), 36),
        FormColumn("alias", gettext("Also called"), 30),
        *_days(),
    )
    told = gettext("One alias a row; the unit by its official name, or by its key.")
    return "aliases", gettext("Aliases"), told, columns, _alias_rows


def _members() -> _Sheet:
    columns = (
        FormColumn("area", gettext("Area"), 24),
        FormColumn("group", gettext("Group of units"), 30),
        FormColumn("unit", gettext("Member"), 36),
        *_days(),
    )
    told = gettext("One member of a group a row. A group of a new name is made.")
    return "members", gettext("Members of groups"), told, columns, _member_rows


def _identity() -> tuple[FormColumn, ...]:
    return (
        FormColumn("key", gettext("Key (leave as it is)"), 22),
        FormColumn("version", gettext("Version (leave as it is)"), 12),
    )


def _days() -> tuple[FormColumn, ...]:
    from_day = FormColumn("from_day", gettext("From"), 14)
    return from_day, FormColumn("until_day", gettext("Until"), 14)


def _kinds(family: str) -> tuple[str, ...]:
    return tuple(word for _, word in family_words(family))


def _lazily(read: Callable[[], DirectoryNow] | None, rows: Rows) -> Iterator[Sequence[str]]:
    """Nothing is read before it is written."""
    if read is not None:
        yield from rows(Names(read()))


def _area_rows(names: Names) -> Iterator[Sequence[str]]:
    for key, area in names.now.areas.items():
        yield (
            key,
            str(area.version),
            area.name_zh,
            area.name_en,
            term("area_kinds", area.kind),
            area.code,
            names.area_label(area.parent) if area.parent in names.now.areas else area.parent,
            *_typed(area.held),
            "",
        )


def _unit_rows(names: Names) -> Iterator[Sequence[str]]:
    for key, unit in names.now.units.items():
        yield (
            key,
            str(unit.version),
            unit.name_zh,
            unit.name_en,
            term("unit_kinds", unit.kind),
            names.area_label(unit.area) if unit.area in names.now.areas else unit.area,
            *_typed(unit.held),
            "",
            "",
        )


def _alias_rows(names: Names) -> Iterator[Sequence[str]]:
    for (unit, alias), held in names.now.aliases.items():
        if unit in names.now.units:
            yield names.unit_label(unit), alias, *_typed(held)


def _member_rows(names: Names) -> Iterator[Sequence[str]]:
    filled = set()
    for (key, unit), held in names.now.members.items():
        filled.add(key)
        if unit in names.now.units:
            group = names.now.groups[key]
            area = names.area_label(group.area)
            yield area, group.name_zh, names.unit_label(unit), *_typed(held)
    for key, group in names.now.groups.items():
        if key not in filled:
            yield names.area_label(group.area), group.name_zh, "", "", ""


def _typed(held: Stretch) -> tuple[str, str]:
    return held.from_day.isoformat(), _day(held.until_day)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
