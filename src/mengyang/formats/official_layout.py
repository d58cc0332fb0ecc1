"""公文版式 — page, grid, fonts and page numbers of GB/T 9704-2012 on a Word document.

Fonts are named, not embedded: the office's own machine supplies them, and the font table names what
stands in where one is missing. Lengths in millimetres or points, as the standard has them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TITLE, BODY, FIRST, SECOND, SMALL = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
    "宋体",
)
# What stands in for a font that the machine does not have, in this order.
FALL_BACKS: Mapping[str, str] = MappingProxyType(
    {
        TITLE: "方正小标宋_GBK;华文中宋;宋体;SimSun;Noto Serif CJK SC",
        BODY: "仿宋;FangSong;华文仿宋;STFangsong;宋体;Noto Serif CJK SC",
        SECOND: "楷体;KaiTi;华文楷体;STKaiti;AR PL UKai CN",
        FIRST: "SimHei;华文黑体;Noto Sans CJK SC",
        SMALL: "SimSun;华文宋体;Noto Serif CJK SC",
    }
)
LATIN = "Times New Roman"
# 3号、2号、4号.
SIZE, TITLE_SIZE, NUMBER_SIZE = Pt(16), Pt(22), Pt(14)
TWO_CHARACTERS, FOUR_CHARACTERS = Pt(32), Pt(64)
# 225 mm hold 22 lines, 156 mm hold 28 characters of 16 pt: the grid is a little tighter.
LINE = Pt(28.95)
LINES, CHARACTERS = 22, 28
TYPE_WIDTH, TYPE_WIDTH_LANDSCAPE = 156, 225
_SHORT, _LONG = 210, 297
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
# The sheet turned a quarter: its head lies at the binding.
_TURNED = {"top_margin": 28, "bottom_margin": 26, "left_margin": 35, "right_margin": 37}
# The dashes of the page number lie 7 mm under the type area.
_FOOTER = 25.5
_CHECK_SIZE = Pt(9)
# Twentieths of a point: 28 characters of 16 pt are 5.8 pt wider than 156 mm, so each gives way a
# quarter of a point. A grid of characters would do the same in Word alone; LibreOffice puts a
# character that is wider than its cell into two.
TIGHTER = -5
_LINE_PITCH = round(28.95 * 20)
# What Word's schema wants behind the lines, behind the spacing of a run.
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u")
# What XML 1.0 cannot hold.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Type:
    """字体字号 of a paragraph, and how far its first line stands in."""

    font: str = BODY
    size: Pt = SIZE
    first_line: Pt = TWO_CHARACTERS


def lay_out(document: Paper, check: str = "") -> None:
    """Page, grid, type and page numbers; `check` is what the foot of each page says of itself."""
    _style(document)
    _name_fall_backs(document)
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    lay_section(section)
    _number(section.footer.paragraphs[0], check, is_odd=True)
    _number(section.even_page_footer.paragraphs[0], check, is_odd=False)


def lay_section(section: Section, *, is_landscape: bool = False) -> None:
    """A section on A4, upright or lying. The page numbers go on from the one before."""
    width, height = (_LONG, _SHORT) if is_landscape else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    for name, millimetres in (_TURNED if is_landscape else _MARGINS).items():
        setattr(section, name, Mm(millimetres))
    section.footer_distance = Mm(17 if is_landscape else _FOOTER)
    _grid(section)


def add(document: Any, words: str, kind: Type = Type()) -> Paragraph:
    """A paragraph at the end of a document or cell, on the grid."""
    paragraph: Paragraph = document.add_paragraph()
    return set_type(paragraph, words, kind)


def set_type(paragraph: Paragraph, words: str, kind: Type) -> Paragraph:
    """Fill a paragraph with words of one type, on the grid."""
    layout = paragraph.paragraph_format
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = LINE
    layout.space_before = layout.space_after = Pt(0)
    layout.first_line_indent = kind.first_line
    add_run(paragraph, words, kind.font, kind.size)
    return paragraph


def add_run(paragraph: Paragraph, words: str, font: str, size: Pt) -> Run:
    """Words of one font; what XML cannot hold is left out."""
    run = paragraph.add_run(_UNSTORABLE.sub("", words))
    run.font.size = size
    run.font.name = LATIN
    properties = run._element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if size == SIZE:
        spacing = element("w:spacing", val=TIGHTER)
        properties.insert_element_before(spacing, *_AFTER_SPACING)
    return run


def border(paragraph: Paragraph, side: str, points: float, colour: str, space: int = 1) -> None:
    """A line at a `side` (top | bottom) of a paragraph, as wide as the type area."""
    properties = paragraph._p.get_or_add_pPr()
    sides = properties.find(qn("w:pBdr"))
    if sides is None:
        sides = element("w:pBdr")
        properties.insert_element_before(sides, *_AFTER_BORDERS)
    sides.append(
        element(f"w:{side}", val="single", sz=round(points * 8), space=space, color=colour)
    )


def off_grid(paragraph: Paragraph) -> None:
    """Let a paragraph of a table keep its own line pitch."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(element("w:snapToGrid", val=0), *_AFTER_BORDERS[3:])


def element(name: str, **attributes: object) -> Any:
    """An element of Word's XML with its attributes of the same namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def _style(document: Paper) -> None:
    normal: Any = document.styles["Normal"]
    normal.font.size, normal.font.name = SIZE, LATIN
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    layout = normal.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    layout.space_before = layout.space_after = Pt(0)


def _name_fall_backs(document: Paper) -> None:
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    told = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in FALL_BACKS.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", f"{told}</w:fonts>".encode())


def _grid(section: Section) -> None:
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("w:docGrid", type="lines", linePitch=_LINE_PITCH))


def _number(paragraph: Paragraph, check: str, *, is_odd: bool) -> None:
    """页码 — between two dashes, outside; the check code on the other side."""
    paragraph.style = "Normal"
    layout = paragraph.paragraph_format
    layout.tab_stops.add_tab_stop(Mm(TYPE_WIDTH) - NUMBER_SIZE, WD_TAB_ALIGNMENT.RIGHT)
    layout.left_indent = NUMBER_SIZE
    layout.right_indent = NUMBER_SIZE
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    if is_odd:
        add_run(paragraph, f"{check}\t", SMALL, _CHECK_SIZE)
    add_run(paragraph, "— ", SMALL, NUMBER_SIZE)
    field = add_run(paragraph, "", SMALL, NUMBER_SIZE)
    for part in _page_field():
        field._r.append(part)
    add_run(paragraph, " —", SMALL, NUMBER_SIZE)
    if not is_odd:
        add_run(paragraph, f"\t{check}", SMALL, _CHECK_SIZE)


def _page_field() -> tuple[Any, ...]:
    code = element("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = " PAGE "
    begin, end = (element("w:fldChar", fldCharType=kind) for kind in ("begin", "end"))
    return begin, code, end
