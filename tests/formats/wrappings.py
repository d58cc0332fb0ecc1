"""网页写法 — the lines of a document in, the page an office or Word makes of it out."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

_SITE = (
    '<html><head><meta charset="utf-8"><title>云岭县人民政府</title></head><body>'
    '<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/zw/">政务公开</a></li>'
    '<li><a href="/hd/">互动交流</a></li></ul></div>'
    '<div class="mbx">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">政务公开</a></div>{}'
    '<div class="footer"><p>主办单位：云岭县人民政府办公室　承办：云岭县大数据中心</p>'
    "<p>网站标识码：0000000000</p></div></body></html>"
)
type Wrapping = Callable[[Sequence[str]], str]


def _rows(lines: Sequence[str]) -> str:
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t")) for line in lines)
    return "<table border=1>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def _in_turn(lines: Sequence[str], wrapped: Callable[[str], str]) -> str:
    """Each line of words as `wrapped` makes it, lines with tabs as tables."""
    return "\n".join(
        _rows(list(group)) if is_row else "\n".join(wrapped(escape(line)) for line in group)
        for is_row, group in groupby(lines, lambda line: "\t" in line)
    )


def _divs(lines: Sequence[str]) -> str:
    return f'<div id="zoom">{_in_turn(lines, "<div>{}</div>".format)}</div>'


def _paragraphs(lines: Sequence[str]) -> str:
    body = _in_turn(lines, "<p style='text-indent:2em'>&nbsp;&nbsp;&nbsp;&nbsp;{}</p>".format)
    return f'<div id="UCAP-CONTENT"><div class="view TRS_UEDITOR">{body}</div></div>'


def _span_breaks(lines: Sequence[str]) -> str:
    return f"<div><span>{_in_turn(lines, '　　{}<br>'.format)}</span></div>"


def _font_breaks(lines: Sequence[str]) -> str:
    title = "<center><font size=5>通　知</font></center>"
    return f"{title}<font>{_in_turn(lines, '{}<br/>'.format)}</font>"


def _layout_tables(lines: Sequence[str]) -> str:
    inside = f"<table width=960><tr><td><font>{_in_turn(lines, '{}<BR>'.format)}</font></td></tr>"
    side = "<td width=200><ul><li><a href=/3>机构职能</a><li><a href=/4>法规文件</a></ul></td>"
    return f"<table width=1200><tr>{side}<td>{inside}</table></td></tr></table>"


def _span_paragraphs(lines: Sequence[str]) -> str:
    return f"<span id=content>{_in_turn(lines, '<p>{}</p>'.format)}</span>"


def _preformatted(lines: Sequence[str]) -> str:
    return f"<div><pre>{escape(chr(10).join(lines))}</pre></div>"


def _white_space(lines: Sequence[str]) -> str:
    text = escape("\n".join(lines))
    return f'<div class="article"><span style="white-space: pre-wrap;">{text}</span></div>'


def _word(lines: Sequence[str]) -> str:
    """As Word saves a page: a span for each change of letters, the source wrapped anywhere."""

    def paragraph(line: str) -> str:
        half = len(line) // 2 if "&" not in line else 0
        return (
            "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span\n"
            f"style='mso-bidi-font-size:16.0pt'>{line[:half]}</span><span lang=EN-US\n"
            f"style='font-family:仿宋_GB2312'>{line[half:]}<o:p></o:p></span></p>\n"
        )

    return f"<div class=WordSection1>{_in_turn(lines, paragraph)}</div>"


def _sections(lines: Sequence[str]) -> str:
    section = '<section style="margin:0"><span style="display:inline">{}</span></section>'
    body = _in_turn(lines, section.format)
    return f'<article class="TRS_Editor"><section>{body}</section></article>'


def _bare_breaks(lines: Sequence[str]) -> str:
    return _in_turn(lines, "&nbsp;&nbsp;{}<br><br>".format)


def _block_spans(lines: Sequence[str]) -> str:
    return f"<div>{_in_turn(lines, '<span style=display:block>{}</span>'.format)}</div>"


WRAPPINGS: dict[str, Wrapping] = {
    "div": _divs,
    "p": _paragraphs,
    "span, br": _span_breaks,
    "font, br": _font_breaks,
    "nested tables": _layout_tables,
    "span, p": _span_paragraphs,
    "pre": _preformatted,
    "white-space": _white_space,
    "Word": _word,
    "section": _sections,
    "bare br": _bare_breaks,
    "block span": _block_spans,
}


def page_of(lines: Sequence[str], wrapping: Wrapping) -> str:
    """The document on a page of an office's site."""
    return _SITE.replace("{}", wrapping(lines))
