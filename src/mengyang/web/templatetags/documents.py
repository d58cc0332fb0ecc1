"""文件标签 — how pages print deadlines, quantities and entries of a reading."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from mengyang.store.reads.documents import EntryRow
from mengyang.web.bilingual import in_language
from mengyang.web.quantities import printed_quantity
from mengyang.web.source_view import Piece
from mengyang.web.terms import term

register = template.Library()

_QUANTITIES = frozenset({"targets", "figures"})
_OUTSIDE = {"preamble": gettext_noop("Preamble"), "closing": gettext_noop("Closing words")}
_STOPS = "。；！？，、;,"
_NOT_WORTH_FOLDING = 30
_NUMERALS = frozenset("一二三四五六七八九十百")


@register.filter
def entry_template(entry: EntryRow) -> tuple[str, str]:
    """The templates that may print an entry: that of its reading, else the words it stands on."""
    name = "quantity" if entry.reading in _QUANTITIES else entry.reading
    return f"documents/entries/{name}.html", "documents/entries/plain.html"


@register.filter
def clause_line(path: str) -> str:
    """The clause whose line the page can jump to: ordinals (一是) stand inside their clause."""
    return path.rpartition("/")[0] if path.endswith("是") else path


@register.filter
def without_gaps(text: str) -> str:
    """A text without its empty lines, as an official document is printed."""
    return "\n".join(line for line in text.splitlines() if line.strip())


@register.filter
def clause_name(path: str) -> str:
    """The path of a clause as printed; words outside every clause are named in words.

    A numeral alone keeps the sign it is printed with: 一 looks like the dash of what is unknown.
    """
    if path in _OUTSIDE:
        return gettext(_OUTSIDE[path])
    return f"{path}、" if path and set(path) <= _NUMERALS else path


@register.simple_tag
def clause_link(document_id: int, path: str) -> SafeString | str:
    """The name of a clause as a link to its address; words outside every clause have none."""
    if not is_clause(path):
        return clause_name(path)
    address = reverse("library_clause", args=[document_id, path])
    return format_html('<a href="{}">{}</a>', address, clause_name(path))


@register.filter
def is_clause(path: str) -> bool:
    """Whether a path leads to a clause: words outside every clause have no address."""
    return bool(path) and path not in _OUTSIDE


@register.filter
def shown_quote(text: str) -> str:
    """Words of a document to be put in quotation marks: without the indent of their paragraph,
    and without marks of their own."""
    bare = text.strip()
    has_own = bare.startswith("“") and bare.endswith("”") and bare.count("“") == 1
    return bare[1:-1] if has_own else bare


@register.filter
def unfolded(text: str, shown: int) -> SafeString | str:
    """`{{ words|unfolded:110 }}` — long words with the rest behind a fold; nothing is left out."""
    if len(text) <= shown + _NOT_WORTH_FOLDING:
        return text
    at = max((text.rfind(stop, shown // 2, shown) for stop in _STOPS), default=-1) + 1 or shown
    return format_html(
        '<details class="unfold"><summary>{}<span class="unfold-more" title="{}">…</span></summary>'
        "{}</details>",
        text[:at],
        gettext("Show all of it"),
        text[at:],
    )


@register.simple_tag
def deadline(content: object) -> SafeString | str:
    """A deadline: its kind, its days, and the printed words."""
    if not isinstance(content, Mapping):
        return "—"
    kind = str(content.get("kind") or "none")
    days = _days(content)
    raw = "；".join(str(each) for each in _several(content.get("raw")))
    word = term("deadline_kinds", kind)
    # The words of the document are not said twice where they are the term itself.
    printed = format_html('<q lang="zh-Hans">{}</q>', raw) if raw and raw != word else ""
    return format_html('{} <strong class="value">{}</strong> {}', word, days, printed)


@register.simple_tag
def remedy_days(remedy: Mapping[str, Any]) -> str:
    """The days that a single remedy prints for itself."""
    return _days(remedy["deadline"])


@register.filter
def due_word(by: str) -> str:
    """`{{ target.by|due_word }}` — a year with its sign in Chinese, a day as it is."""
    return in_language(f"{by}年", by) if by.isdecimal() and len(by) == 4 else by


@register.simple_tag
def by_when(by: str) -> str:
    """`{% by_when target.by %}` — 到2027年; by 2027."""
    return gettext("by %(by)s") % {"by": due_word(by)}


@register.simple_tag
def quantity(content: Mapping[str, Any]) -> str:
    """A value with its comparator and its unit; a missing unit is said to be missing."""
    values = _several(content.get("value"))
    return printed_quantity(content["comparator"], values, str(content.get("unit") or ""))


def _days(deadline: Mapping[str, Any]) -> str:
    """Its days as pages print days; an hour without the seconds that no document states."""
    days = (str(day).replace("T", " ") for day in _several(deadline.get("on")))
    return gettext(", ").join(day[:16] for day in days)


def _several(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


@register.simple_tag
def pieces(found: Sequence[Piece]) -> SafeString:
    """`{% pieces line.pieces %}` — the words of a line or a cell, with what entries read."""
    return format_html_join("", '<span data-start="{}"{}>{}</span>', map(_piece, found))


def _piece(piece: Piece) -> tuple[int, str, str]:
    if not piece.entries:
        return piece.start, "", piece.text
    numbers = " ".join(map(str, piece.entries))
    return piece.start, format_html(' class="marked" data-entries="{}"', numbers), piece.text
