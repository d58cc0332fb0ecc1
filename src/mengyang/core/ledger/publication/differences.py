"""更新对照 — what an edition says otherwise than the one before it, place by place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One value: of which task (its number; empty: of the whole), which field, before and after.

    None stands for nothing: a task or a field that is new, or gone.
    """

    task: str
    field: str
    before: str | None
    after: str | None


def differences(
    before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[Difference, ...]:
    """The changed values of two contents: of the whole first, then task by task.

    Tasks are told apart by their number; one that stands in one content alone is told whole.
    """
    whole = _changed("", _flat(before, skip="tasks"), _flat(after, skip="tasks"))
    was, now = _tasks(before), _tasks(after)
    numbers = [*now, *(number for number in was if number not in now)]
    told = (
        change
        for number in numbers
        for change in _changed(number, was.get(number, {}), now.get(number, {}))
    )
    return (*whole, *told)


def _tasks(content: Mapping[str, object]) -> dict[str, dict[str, str]]:
    found = content.get("tasks")
    rows = found if isinstance(found, list) else []
    return {str(row["number"]): _flat(row, skip="number") for row in rows}


def _changed(
    task: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Difference]:
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield Difference(task, name, before.get(name), after.get(name))


def _flat(values: Mapping[str, object], *, skip: str) -> dict[str, str]:
    """One text for each field, of a table of numbers for each of them (`counts.done`)."""
    told: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, Mapping) and "zh" not in value:
            told |= {f"{name}.{inner}": _text(each) for inner, each in value.items()}
        elif name != skip:
            told[name] = _text(value)
    return {name: text for name, text in told.items() if text}


def _text(value: object) -> str:
    """A value as one text; of a word in two languages the Chinese, of a list all of it."""
    match value:
        case None:
            return ""
        case Mapping() if "zh" in value:
            return str(value["zh"])
        case Mapping():
            return "，".join(filter(None, map(_text, value.values())))
        case list() | tuple():
            return "；".join(map(_text, value))
        case _:
            return str(value)
