"""公开静态包 — a published edition as pages and data that open without any server or script."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone, translation

from mengyang import packs
from mengyang.core.findings import Refused
from mengyang.core.ledger.publication import differences
from mengyang.formats.file_names import file_name
from mengyang.formats.separated import csv_bytes
from mengyang.formats.static_package import write_package
from mengyang.formats.table import Column, Table
from mengyang.store.files import find_file
from mengyang.store.reads.ledger.public_editions import PublicEdition

# The page of each language; the first is the one a site opens.
_PAGES = {"zh-hans": "index.html", "en": "index.en.html"}
_COLUMNS = (
    *("number", "title", "problem", "remedies", "lead", "joint", "deadline", "due_on"),
    *("state", "lamp", "percent", "percent_on", "closed_on"),
)
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}
_BOM = "\ufeff"


def write_edition(found: PublicEdition, out: IO[bytes]) -> str:
    """Write the package of a published edition; under which name it is saved. Raises `Refused`."""
    row = found.row
    if not found.content or row.published_at is None:
        raise Refused("publication.refused.withdrawn", "publication.hint.public_list")
    published_at = timezone.localtime(row.published_at)
    write_package(_files(found), published_at, out)
    return file_name("公开", row.plan_title, f"{published_at:%Y%m%d}-{row.number}", "zip")


def content_json(found: PublicEdition) -> bytes:
    """The content with its number, day and digest, as UTF-8 JSON."""
    row = found.row
    told = {
        "number": row.number,
        "state": row.state.value,
        "published_at": row.published_at.isoformat() if row.published_at else None,
        "notice": row.notice,
        "digest": row.digest,
        "content": found.content,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _files(found: PublicEdition) -> dict[str, bytes]:
    pictures = _pictures(found.content)
    files = {
        "style.css": _style(),
        "data.json": content_json(found),
        "tasks.csv": csv_bytes(_tasks(found.content)),
        "dictionary.csv": csv_bytes(_dictionary()),
        **{path: data for path, data in pictures.values()},
    }
    shown = [
        {**each, "picture": pictures[place][0] if place in pictures else ""}
        for place, each in enumerate(found.content.get("shown_by_law", []))
    ]
    content = {**found.content, "shown_by_law": shown}
    for language, name in _PAGES.items():
        files[name] = _page(found, content, language)
    return files


def _page(found: PublicEdition, content: Mapping[str, Any], language: str) -> bytes:
    names = dict(settings.LANGUAGES)
    context = {
        "edition": found.row,
        "content": content,
        "changes": differences(found.before, found.content) if found.before else (),
        "language": language,
        "demo": settings.DEMO,
        "pages": [(code, names[code], page) for code, page in _PAGES.items()],
    }
    with translation.override(language):
        return render_to_string("publication/package.html", context).encode()


def _style() -> bytes:
    found = finders.find("mengyang/public.css")
    if not isinstance(found, str):
        raise ValueError("the style sheet of the public pages is part of the program")
    return Path(found).read_bytes()


def _pictures(content: Mapping[str, Any]) -> dict[int, tuple[str, bytes]]:
    """The photographs by their place, each with its path in the package and its bytes."""
    folder = settings.ENVIRONMENT.var / "files"
    return {
        place: (
            f"photographs/{place + 1}.{_ENDINGS[each['photograph_type']]}",
            find_file(folder, each["photograph"]).read_bytes(),
        )
        for place, each in enumerate(content.get("shown_by_law", []))
        if each.get("photograph")
    }


def _tasks(content: Mapping[str, Any]) -> Table:
    columns = tuple(Column(name) for name in _COLUMNS)
    rows = ([_cell(task.get(name)) for name in _COLUMNS] for task in content.get("tasks", []))
    return Table("tasks", "tasks", columns, rows)


def _dictionary() -> Table:
    """What each column of `tasks.csv` is, in both languages."""
    known = packs.terms()["edition_fields"]
    heads = ("column", "zh", "en")
    rows = ([name, known[name].zh, known[name].en] for name in _COLUMNS)
    return Table("dictionary", "dictionary", tuple(Column(head) for head in heads), rows)


def _cell(value: Any) -> str | int:
    match value:
        case None:
            return ""
        case bool() | int():
            return int(value)
        case dict():
            return str(value["zh"])
        case list():
            return "；".join(str(_cell(each)) for each in value)
        case _:
            return str(value)
