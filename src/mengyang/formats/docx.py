"""Word 文档 — .docx bytes in, lines of text out: paragraphs and tables in their order.

Automatic numbers are written out, table rows are tab separated, inserted text counts, deleted
and hidden text does not; a table of contents is left out, notes stand at the end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from mengyang.core.documents.secrecy import secrecy_mark
from mengyang.core.findings import Finding, Level, Refused
from mengyang.formats.elements import attribute, children, find, local, value, whole
from mengyang.formats.limits import Limits
from mengyang.formats.merged_cells import Placed, rows_of_cells, words_of
from mengyang.formats.packages import Package, open_package
from mengyang.formats.text import clean
from mengyang.formats.word_numbering import Numbering, read_numbering

_MAIN = "word/document.xml"
# mc:Fallback repeats what mc:Choice holds; rt is the reading printed above a character.
_SKIPPED = {
    "del", "moveFrom", "delText", "instrText", "Fallback", "rt", "pPr", "rPr", "sdtPr", "tblPr",
}  # fmt: skip
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# Signs of the symbol fonts that forms are ticked with.
_SYMBOLS = {
    "F0FE": "☑", "F052": "☑", "F0FC": "✓", "F0FB": "✗", "F0A8": "□", "F06F": "□", "F0A3": "□",
    "F06E": "■", "F0B7": "•", "F0E0": "→", "F0B3": "≥", "F0A2": "′", "F0B0": "°", "F0B1": "±",
}  # fmt: skip
_CHANGES = {"ins", "del", "moveFrom", "moveTo"}
_MAX_SPAN = 64


@dataclass(slots=True)
class _Walk:
    """What the walk through a part carries along: the numbers printed so far, the styles of a
    table of contents, and the words of a paragraph whose end was deleted.
    """

    numbering: Numbering
    contents: frozenset[str] = frozenset()
    kept: str = ""

    def lines(self, parent: Element) -> Iterator[str]:
        """The lines of a body, a cell, a text box or a content control."""
        for child in parent:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name not in _SKIPPED and not (name == "sdt" and _is_contents(child)):
                yield from self.lines(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        properties = find(paragraph, "pPr")
        style = None if properties is None else find(properties, "pStyle")
        if value(style) in self.contents:
            return
        text = self.kept + "".join(_words(paragraph))
        self.kept = ""
        if text.strip():
            text = self.numbering.next_number(properties) + text
        if _is_end_deleted(properties):
            self.kept = text
        else:
            yield from text.split("\n") if text.strip() else ("",)
        for box in _boxes(paragraph):
            yield from self.lines(box)

    def _table(self, table: Element) -> Iterator[str]:
        rows = [list(self._row(row, number)) for number, row in enumerate(_rows(table))]
        if max((cells[-1][0].column for cells in rows if cells), default=0) == 0:
            # A table of one column is a frame around paragraphs.
            for row in rows:
                for _, lines in row:
                    yield from lines
            return
        yield from rows_of_cells(_merged([cell for row in rows for cell in row]))

    def _row(self, row: Element, number: int) -> Iterator[tuple[Placed, list[str]]]:
        properties = find(row, "trPr")
        before = None if properties is None else find(properties, "gridBefore")
        column = min(whole(value(before), 0), _MAX_SPAN)
        for cell in _cells(row):
            settings = find(cell, "tcPr")
            merge = None if settings is None else find(settings, "vMerge")
            is_covered = merge is not None and value(merge) != "restart"
            span = 1 if settings is None else whole(value(find(settings, "gridSpan")), 1)
            width = max(min(span, _MAX_SPAN), 1)
            lines = [] if is_covered else list(self.lines(cell))
            # Height 0: the cell is covered by the one above it.
            yield Placed(words_of(lines), number, column, int(not is_covered), width), lines
            column += width


def _merged(cells: Sequence[tuple[Placed, list[str]]]) -> Iterator[Placed]:
    """The cells with their heights: one that is covered makes the one above it a row higher."""
    open_cells: dict[int, Placed] = {}
    for cell, _ in cells:
        above = open_cells.get(cell.column)
        if cell.height or above is None:
            if above is not None:
                yield above
            open_cells[cell.column] = replace(cell, height=1)
        else:
            open_cells[cell.column] = replace(above, height=cell.row - above.row + 1)
    yield from open_cells.values()


def docx_text(data: bytes, limits: Limits) -> tuple[str, tuple[Finding, ...]]:
    """The text of a .docx and what is to be said about the file.

    Raises `Refused` for a bomb, a DTD, a damaged or encrypted file.
    """
    package = open_package(data, limits)
    main = next(package.related("", "officeDocument"), _MAIN)
    root = package.tree(main)
    body = None if root is None else find(root, "body")
    if body is None:
        raise Refused("formats.refused.damaged", "formats.hint.save_again", part=main)
    styles = _related(package, main, "styles")
    numbering = read_numbering(_related(package, main, "numbering"), styles)
    walk = _Walk(numbering, _contents_styles(styles))
    lines = [*_marked_margins(package, main), *walk.lines(body), walk.kept, *_notes(package, main)]
    return clean("\n".join(lines)).rstrip("\n"), tuple(_findings(package, main, body))


def _related(package: Package, main: str, kind: str) -> Element | None:
    return next((package.tree(part) for part in package.related(main, kind)), None)


def _findings(package: Package, main: str, body: Element) -> Iterator[Finding]:
    changes = sum(local(element) in _CHANGES for element in body.iter())
    if changes:
        yield Finding("formats.finding.tracked_changes", Level.WARNING, {"changes": changes})
    comments = _related(package, main, "comments")
    count = 0 if comments is None else len(list(children(comments, "comment")))
    if count:
        yield Finding("formats.finding.comments", Level.INFO, {"comments": count})


def _contents_styles(styles: Element | None) -> frozenset[str]:
    entries = children(styles, "style") if styles is not None else ()
    return frozenset(
        attribute(style, "styleId")
        for style in entries
        if value(find(style, "name")).lower().startswith(("toc ", "目录"))
    )


def _marked_margins(package: Package, main: str) -> Iterator[str]:
    """Page headers and footers are no part of the text, but a secrecy mark may stand in one."""
    for part in (*package.related(main, "header"), *package.related(main, "footer")):
        root = package.tree(part)
        lines = [] if root is None else list(_Walk(Numbering()).lines(root))
        if secrecy_mark("\n".join(lines)):
            yield from lines


def _notes(package: Package, main: str) -> Iterator[str]:
    """Footnotes, then endnotes, each behind its number: 注1 …"""
    number = 0
    for kind in ("footnotes", "endnotes"):
        root = _related(package, main, kind)
        for note in root if root is not None else ():
            words = " ".join(_Walk(Numbering()).lines(note)).strip()
            # Numbers below 1 are the lines Word draws between text and notes.
            if whole(attribute(note, "id"), 0) > 0 and words:
                number += 1
                yield f"注{number}：{words}"


def _words(parent: Element) -> Iterator[str]:
    for child in parent:
        name = local(child)
        if name in _SKIPPED or name == "txbxContent" or (name == "r" and _is_hidden(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "sym":
            yield _SYMBOLS.get(attribute(child, "char").upper(), "")
        else:
            yield from _words(child)


def _is_end_deleted(properties: Element | None) -> bool:
    """Whether the end of the paragraph is a tracked deletion: the next one goes on in its line."""
    marks = None if properties is None else find(properties, "rPr")
    return marks is not None and find(marks, "del") is not None


def _is_contents(control: Element) -> bool:
    settings = find(control, "sdtPr")
    part = None if settings is None else find(settings, "docPartObj")
    gallery = None if part is None else find(part, "docPartGallery")
    return value(gallery) == "Table of Contents"


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
