"""文件包 — a ZIP of XML parts (.docx) opened under limits: no bomb, no DTD, no outside entity.

Bytes in; a `Package` out that inflates a part only when it is asked for.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser, fromstring
from xml.parsers import expat

from mengyang.core.findings import Refused
from mengyang.formats.elements import local
from mengyang.formats.limits import MIB, Limits

_CHUNK = MIB
_ENCRYPTED = 0x1
# Below this size a high ratio is harmless: an empty styles part packs 1 : 300.
_RATIO_MATTERS = 4 * MIB
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package. `parts` maps a part's name to its entry."""

    archive: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    limits: Limits

    def tree(self, name: str) -> Element | None:
        """The XML root of the part, `None` where there is no such part."""
        entry = self.parts.get(name)
        return None if entry is None else _parse(self._inflate(entry), name)

    def elements(self, name: str, *wanted: str) -> Iterator[Element]:
        """The elements with these local names, one after the other as the part is inflated.

        Each is emptied when the next is asked for: memory does not grow with the part.
        """
        entry = self.parts.get(name)
        if entry is None:
            return
        guard = _guard(name)
        parser: Any = XMLPullParser(("end",))
        try:
            for piece in self._pieces(entry):
                guard.Parse(piece, False)
                parser.feed(piece)
                yield from _ended(parser, wanted)
            guard.Parse(b"", True)
            parser.close()
        except (ParseError, expat.ExpatError, LookupError, ValueError) as failure:
            raise _damaged(name) from failure

    def related(self, name: str, kind: str) -> Iterator[str]:
        """Names of the parts that `name` refers to by a relation whose type ends in `kind`."""
        for relation, target in self._relations(name):
            if relation.get("Type", "").endswith(f"/{kind}"):
                yield target

    def relations(self, name: str) -> Iterator[tuple[str, str]]:
        """What `name` refers to: the id of each relation and the part it leads to."""
        for relation, target in self._relations(name):
            yield relation.get("Id", ""), target

    def _relations(self, name: str) -> Iterator[tuple[Element, str]]:
        folder, file = posixpath.split(name)
        relations = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relation in relations if relations is not None else ():
            target = posixpath.join("/", folder, relation.get("Target", ""))
            yield relation, posixpath.normpath(target).lstrip("/")

    def _inflate(self, entry: zipfile.ZipInfo) -> bytes:
        return b"".join(self._pieces(entry))

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        # Counted while inflating: what a header declares is a claim.
        size = 0
        try:
            with self.archive.open(entry) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    if size > self.limits.max_inflated_bytes:
                        raise _bomb(self.limits)
                    yield piece
        except _BROKEN as failure:
            raise _damaged(entry.filename) from failure


def open_package(data: bytes, limits: Limits) -> Package:
    """Open `data`; raises `Refused` for a bomb, a damaged or an encrypted package."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _BROKEN as failure:
        raise Refused("formats.refused.torn", "formats.hint.save_again") from failure
    if len(entries) > limits.max_entries:
        raise _bomb(limits)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Refused("formats.refused.encrypted", "formats.hint.remove_password")
    if sum(entry.file_size for entry in entries) > limits.max_inflated_bytes:
        raise _bomb(limits)
    if any(_is_suspicious(entry, limits) for entry in entries):
        raise _bomb(limits)
    return Package(archive, {entry.filename.lstrip("/"): entry for entry in entries}, limits)


def _is_suspicious(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    ratio = entry.file_size / max(entry.compress_size, 1)
    return entry.file_size > _RATIO_MATTERS and ratio > limits.max_ratio


def _parse(part: bytes, name: str) -> Element:
    try:
        # Looked through first: a tree is built in one go, without a word of ours in between.
        _guard(name).Parse(part, True)
        return fromstring(part)
    except (ParseError, expat.ExpatError, LookupError, ValueError) as failure:
        raise _damaged(name) from failure


def _guard(part: str) -> expat.XMLParserType:
    """A parser that keeps nothing and refuses a DTD: no entity is declared, none is fetched."""

    def refuse(*_: object) -> None:
        raise Refused("formats.refused.dtd", "formats.hint.save_again", part=part)

    guard = expat.ParserCreate()
    guard.StartDoctypeDeclHandler = refuse
    return guard


def _ended(parser: Any, wanted: Sequence[str]) -> Iterator[Element]:
    for _, element in parser.read_events():
        if local(element) in wanted:
            yield element
            element.clear()


def _bomb(limits: Limits) -> Refused:
    return Refused(
        "formats.refused.bomb",
        "formats.hint.save_again",
        limit=limits.max_inflated_bytes // MIB,
        entries=limits.max_entries,
    )


def _damaged(part: str) -> Refused:
    return Refused("formats.refused.damaged", "formats.hint.save_again", part=part)
