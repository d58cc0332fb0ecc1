"""OFD 版式文件 — .ofd bytes in, its pages as sheets out, every document of the file in order.

A ZIP of XML (GB/T 33190): OFD.xml → Document.xml → the pages. Seals, annotations and signatures
are no part of the text; what a template prints on each page is kept apart.
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from mengyang.core.findings import Refused
from mengyang.formats.elements import attribute, children, find, local
from mengyang.formats.limits import Limits
from mengyang.formats.ofd_content import POINTS, Layer, numbers
from mengyang.formats.packages import Package, open_package
from mengyang.formats.sheets import Sheet

_ENTRY = "OFD.xml"
_A4 = (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class _Document:
    """One document of the file: where its parts are named from, its page size, its templates."""

    package: Package
    folder: str
    size: tuple[float, float]
    templates: Mapping[str, str]


def ofd_sheets(data: bytes, limits: Limits) -> list[Sheet]:
    """The pages of an .ofd; raises `Refused` for a bomb, a DTD, a damaged or encrypted file."""
    package = open_package(data, limits)
    if any(posixpath.basename(name).startswith("Encryption") for name in package.parts):
        raise Refused("formats.refused.encrypted", "formats.hint.remove_password")
    root = _part(package, _ENTRY)
    sheets: list[Sheet] = []
    for body in children(root, "DocBody"):
        place = _words(find(body, "DocRoot"))
        for number, sheet in enumerate(_pages(package, place.lstrip("/"))):
            sheet.begins = number == 0
            sheets.append(sheet)
            if len(sheets) > limits.max_pages:
                raise Refused(
                    "formats.refused.too_many_pages",
                    "formats.hint.smaller",
                    pages=len(sheets),
                    limit=limits.max_pages,
                )
    if not sheets:
        raise _damaged(_ENTRY)
    return sheets


def _pages(package: Package, place: str) -> Iterator[Sheet]:
    root = _part(package, place)
    folder = posixpath.dirname(place)
    common = find(root, "CommonData")
    templates = {
        attribute(template, "ID"): attribute(template, "BaseLoc")
        for template in (children(common, "TemplatePage") if common is not None else ())
    }
    document = _Document(package, folder, _size(common, _A4), templates)
    pages = find(root, "Pages")
    for page in children(pages, "Page") if pages is not None else ():
        yield _sheet(document, attribute(page, "BaseLoc"))


def _sheet(document: _Document, place: str) -> Sheet:
    page = _part(document.package, _located(document, place))
    wide, high = _size(page, document.size)
    sheet = Sheet(wide * POINTS, high * POINTS)
    _fill(page, sheet)
    for template in children(page, "Template"):
        named = document.templates.get(attribute(template, "TemplateID"))
        if named:
            below = Sheet(sheet.width, sheet.height)
            _fill(_part(document.package, _located(document, named)), below)
            sheet.standing += below.runs
    return sheet


def _fill(page: Element, sheet: Sheet) -> None:
    content = find(page, "Content")
    for layer in children(content, "Layer") if content is not None else ():
        Layer(sheet).take(layer)


def _size(holder: Element | None, default: tuple[float, float]) -> tuple[float, float]:
    """Width and height in millimetres of the page's paper."""
    if holder is None:
        return default
    area = holder if local(holder) == "PageArea" else None
    for name in ("PageArea", "Area"):
        area = area if area is not None else find(holder, name)
    box = None if area is None else find(area, "PhysicalBox")
    given = numbers(_words(box))
    if len(given) == 4 and 1 < given[2] < 10_000 and 1 < given[3] < 10_000:
        return given[2], given[3]
    return default


def _located(document: _Document, place: str) -> str:
    """The name of a part: from the root of the file, or from the document's own folder."""
    if place.startswith("/"):
        return posixpath.normpath(place).lstrip("/")
    near = posixpath.normpath(posixpath.join(document.folder, place))
    return near if near in document.package.parts else posixpath.normpath(place)


def _part(package: Package, name: str) -> Element:
    root = package.tree(name)
    if root is None:
        raise _damaged(name)
    return root


def _words(element: Element | None) -> str:
    return "" if element is None else (element.text or "").strip()


def _damaged(part: str) -> Refused:
    return Refused("formats.refused.damaged", "formats.hint.save_again", part=part)
