"""Word 文档 — .docx bytes in, lines of text out: paragraphs and tables in their order.

Automatic numbers are written out, table rows are tab separated, inserted text counts, deleted
and hidden text does not. Cells covered by a merged cell stay empty, so columns keep their place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from mengyang.core.documents.secrecy import secrecy_mark
from mengyang.core.findings import Refused
from mengyang.formats.elements import attribute, find, local, value, whole
from mengyang.formats.limits import Limits
from mengyang.formats.packages import Package, open_package
from mengyang.formats.text import clean
from mengyang.formats.word_numbering import Numbering, read_numbering

_MAIN = "word/document.xml"
# mc:Fallback repeats what mc:Choice holds; rt is the reading printed above a character.
_SKIPPED = {
    "del", "moveFrom", "delText", "instrText", "Fallback", "rt", "pPr", "rPr", "sdtPr", "tblPr",
}  # fmt: skip
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_MAX_SPAN = 64


@dataclass(frozen=True, slots=True)
class _Walk:
    """What the walk through a part carries along: the numbers printed so far."""

    numbering: Numbering

    def lines(self, parent: Element) -> Iterator[str]:
        """The lines of a body, a cell, a text box or a content control."""
        for child in parent:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name not in _SKIPPED:
                yield from self.lines(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        text = "".join(_words(paragraph))
        if text.strip():
            yield from (self.numbering.next_number(find(paragraph, "pPr")) + text).split("\n")
        else:
            yield ""
        for box in _boxes(paragraph):
            yield from self.lines(box)

    def _table(self, table: Element) -> Iterator[str]:
        rows = [list(self._row(row)) for row in _rows(table)]
        if max((len(row) for row in rows), default=0) == 1:
            # A table of one column is a frame around paragraphs.
            for row in rows:
                yield from row[0]
            return
        for row in rows:
            yield "\t".join(" ".join(" ".join(cell).split()) for cell in row)

    def _row(self, row: Element) -> Iterator[list[str]]:
        properties = find(row, "trPr")
        before = None if properties is None else find(properties, "gridBefore")
        yield from ([] for _ in range(min(whole(value(before), 0), _MAX_SPAN)))
        for cell in _cells(row):
            settings = find(cell, "tcPr")
            merge = None if settings is None else find(settings, "vMerge")
            covered = merge is not None and value(merge) != "restart"
            yield [] if covered else list(self.lines(cell))
            span = 1 if settings is None else whole(value(find(settings, "gridSpan")), 1)
            yield from ([] for _ in range(min(span, _MAX_SPAN) - 1))


def docx_text(data: bytes, limits: Limits) -> str:
    """The text of a .docx; raises `Refused` for a bomb, a DTD, a damaged or encrypted file."""
    package = open_package(data, limits)
    main = next(package.related("", "officeDocument"), _MAIN)
    root = package.tree(main)
    body = None if root is None else find(root, "body")
    if body is None:
        raise Refused("formats.refused.damaged", "formats.hint.save_again", part=main)
    walk = _Walk(_numbering(package, main))
    lines = [*_marked_headers(package, main), *walk.lines(body), *_notes(package, main)]
    return clean("\n".join(lines))


def _numbering(package: Package, main: str) -> Numbering:
    lists, styles = (
        next((package.tree(part) for part in package.related(main, kind)), None)
        for kind in ("numbering", "styles")
    )
    return read_numbering(lists, styles)


def _marked_headers(package: Package, main: str) -> Iterator[str]:
    """Page headers are no part of the text, but a secrecy mark (密级) may stand in one."""
    for part in package.related(main, "header"):
        root = package.tree(part)
        lines = [] if root is None else list(_Walk(Numbering()).lines(root))
        if secrecy_mark("\n".join(lines)):
            yield from lines


def _notes(package: Package, main: str) -> Iterator[str]:
    for kind in ("footnotes", "endnotes"):
        for part in package.related(main, kind):
            root = package.tree(part)
            for note in root if root is not None else ():
                # Numbers below 1 are the lines Word draws between text and notes.
                if whole(attribute(note, "id"), 0) > 0:
                    yield from _Walk(Numbering()).lines(note)


def _words(parent: Element) -> Iterator[str]:
    for child in parent:
        name = local(child)
        if name in _SKIPPED or name == "txbxContent" or (name == "r" and _is_hidden(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        else:
            yield from _words(child)


def _is_hidden(run: Element) -> bool:
    properties = find(run, "rPr")
    vanish = None if properties is None else find(properties, "vanish")
    return vanish is not None and value(vanish) not in {"0", "false", "off"}


def _boxes(parent: Element) -> Iterator[Element]:
    for child in parent:
        name = local(child)
        if name == "txbxContent":
            yield child
        elif name not in _SKIPPED:
            yield from _boxes(child)


def _rows(parent: Element) -> Iterator[Element]:
    for child in parent:
        if local(child) == "tr":
            properties = find(child, "trPr")
            if properties is None or find(properties, "del") is None:
                yield child
        elif local(child) not in _SKIPPED | {"tblGrid"}:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if local(child) == "tc":
            yield child
        elif local(child) not in _SKIPPED | {"trPr"}:
            yield from _cells(child)
