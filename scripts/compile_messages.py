"""Message catalogues 措辞目录: checks every .po under web/locale and compiles it to .mo.

A room must say the same codes with the same placeholders in both languages, nothing empty or
fuzzy. Needs only Babel; what is up to date is left alone. Exit 1 and one line a fault.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "src" / "mengyang" / "web" / "locale"
LANGUAGES = ("zh_Hans", "en")
_PERCENT = re.compile(r"%\((\w+)\)[sd]")


def main(locale: Path = LOCALE) -> int:
    """Compile what changed, tell every fault; 0 when there is none."""
    catalogues, faults = read_rooms(locale)
    faults += [
        fault for room in sorted(catalogues) for fault in room_faults(room, catalogues[room])
    ]
    faults += clashes(catalogues)
    compiled = sum(
        write_compiled(path_of(locale, room, language), catalogue)
        for room, languages in catalogues.items()
        for language, catalogue in languages.items()
    )
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(catalogues)} rooms, {compiled} catalogues compiled", file=sys.stderr)
    return 1 if faults else 0


def read_rooms(locale: Path) -> tuple[dict[str, dict[str, Catalog]], list[str]]:
    """Room → language → catalogue, and what could not be read or is missing."""
    catalogues: dict[str, dict[str, Catalog]] = {}
    faults: list[str] = []
    for folder in sorted(path for path in locale.glob("*") if path.is_dir()):
        room = catalogues.setdefault(folder.name, {})
        for language in LANGUAGES:
            path = path_of(locale, folder.name, language)
            try:
                with path.open("rb") as file:
                    room[language] = read_po(file, locale=language, abort_invalid=True)
            except FileNotFoundError:
                faults.append(f"{folder.name}: no catalogue {language}")
            except (PoFileError, ValueError) as failure:
                faults.append(f"{folder.name}/{language}: {failure}")
    return catalogues, faults


def path_of(locale: Path, room: str, language: str) -> Path:
    """Where the catalogue of a room and language lies."""
    return locale / room / language / "LC_MESSAGES" / "django.po"


def room_faults(room: str, languages: dict[str, Catalog]) -> Iterator[str]:
    """What is wrong inside a room and between its two languages."""
    for language, catalogue in languages.items():
        yield from (f"{room}/{language}: {fault}" for fault in _own_faults(catalogue))
    if len(languages) < len(LANGUAGES):
        return
    zh, en = ({m.id: m for m in languages[name] if m.id} for name in LANGUAGES)
    for code in sorted(zh.keys() ^ en.keys(), key=str):
        yield f"{room}: {code!r} only in {'zh_Hans' if code in zh else 'en'}"
    for code in sorted(zh.keys() & en.keys(), key=str):
        if _names(zh[code].string) != _names(en[code].string):
            yield f"{room}: placeholders of {code!r} differ between zh_Hans and en"


def clashes(catalogues: dict[str, dict[str, Catalog]]) -> list[str]:
    """Message ids that two rooms translate in different ways: only one of them would be seen."""
    faults = []
    for language in LANGUAGES:
        seen: dict[object, tuple[str, object]] = {}
        for room, languages in sorted(catalogues.items()):
            for message in languages.get(language, ()):
                first, text = seen.setdefault(message.id, (room, message.string))
                if message.id and text != message.string:
                    faults.append(f"{language}: {message.id!r} differs in {first} and {room}")
    return faults


def placeholders(text: object) -> set[str]:
    """Names in `{name}` and `%(name)s`; raises `ValueError` for a brace that stands alone."""
    texts = [text] if isinstance(text, str) else list(text) if isinstance(text, tuple) else []
    found: set[str] = set()
    for each in texts:
        found.update(_PERCENT.findall(each))
        found.update(field for _, field, _, _ in Formatter().parse(each) if field is not None)
    return found


def write_compiled(path: Path, catalogue: Catalog) -> bool:
    """Write the .mo beside `path` unless it is newer; a reader never meets half a file."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns > path.stat().st_mtime_ns:
        return False
    scratch = target.with_name(f".{os.getpid()}.{target.name}")
    with scratch.open("wb") as file:
        write_mo(file, catalogue)
    scratch.replace(target)
    return True


def _names(text: object) -> set[str] | None:
    try:
        return placeholders(text)
    except ValueError:
        return None


def _own_faults(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy:
            yield f"{message.id!r} is fuzzy"
        if not texts or not all(texts):
            yield f"{message.id!r} is empty"
        try:
            placeholders(message.string)
        except ValueError:
            yield f"{message.id!r} has a brace without its pair"


if __name__ == "__main__":
    sys.exit(main())
