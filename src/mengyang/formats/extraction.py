"""文本提取 — bytes of any file in, its text out, or a refusal that says what is wrong.

Readers are imported when a file of their kind comes, the look-out for secrecy marks with the first
text: the child process starts with little, its parent with less.
"""

from dataclasses import dataclass, replace

from mengyang.core.findings import Finding, Level, Refused
from mengyang.formats.limits import DEFAULT_LIMITS, MIB, Limits
from mengyang.formats.sniff import Kind, sniff
from mengyang.formats.text import count_letters, decode, nul_characters

_REFUSED = {
    Kind.ENCRYPTED: ("formats.refused.encrypted", "formats.hint.remove_password"),
    Kind.XLS: ("formats.refused.old_spreadsheet", "formats.hint.save_as_xlsx"),
    Kind.PPTX: ("formats.refused.slides", "formats.hint.choose_document"),
    Kind.ZIP: ("formats.refused.archive", "formats.hint.unpack"),
    Kind.PNG: ("formats.refused.image", "formats.hint.scan"),
    Kind.JPG: ("formats.refused.image", "formats.hint.scan"),
    Kind.IMAGE: ("formats.refused.image", "formats.hint.scan"),
    Kind.TORN: ("formats.refused.torn", "formats.hint.save_again"),
    Kind.UNKNOWN: ("formats.refused.unknown", "formats.hint.save_as"),
}


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file and what is to be said about the file itself (scanned pages …)."""

    text: str
    findings: tuple[Finding, ...] = ()


def read_text(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> str | Refused:
    """The text of the file `data`; `name` is only for the message. Never raises for bad bytes."""
    extracted = extract(data, name, limits)
    return extracted if isinstance(extracted, Refused) else extracted.text


def extract(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Extracted | Refused:
    """The text of the file `data` and the findings on it; refused where it bears a secrecy mark.

    Never raises for bad bytes.
    """
    try:
        return _extracted(data, limits)
    except Refused as refused:
        return named(refused, name)
    except (RecursionError, MemoryError):
        return Refused("formats.refused.too_complex", "formats.hint.save_as", name=name)


def too_large(size: int, name: str, limits: Limits) -> Refused | None:
    """The refusal of a file of `size` bytes, or `None` when it is within the limit."""
    if size <= limits.max_bytes:
        return None
    return Refused(
        "formats.refused.too_large",
        "formats.hint.smaller",
        name=name,
        limit=f"{limits.max_bytes / MIB:.4g}",
    )


def named(refused: Refused, name: str) -> Refused:
    """`refused` with the file's name among its parameters."""
    return Refused(refused.reason, refused.hint, refused.source, **{**refused.params, "name": name})


def _extracted(data: bytes, limits: Limits) -> Extracted:
    from mengyang.formats.marks import require_unmarked

    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused("formats.refused.empty", "formats.hint.empty")
    if refused := too_large(len(data), "", limits):
        raise refused
    extracted = _by_kind(data, sniff(data), limits)
    # First of all: nobody is to be told to send a classified file once more, in another form.
    require_unmarked(extracted.text)
    _check(extracted.text, limits)
    return extracted


def _by_kind(data: bytes, kind: Kind, limits: Limits) -> Extracted:
    if kind in _REFUSED:
        raise Refused(*_REFUSED[kind])
    if kind in (Kind.PDF, Kind.OFD):
        return _printed(data, kind, limits)
    if kind in (Kind.DOCX, Kind.DOC, Kind.RTF):
        return _written(data, kind, limits)
    if kind is Kind.XLSX:
        from mengyang.formats.sheet_cells import xlsx_text

        return Extracted(*xlsx_text(data, limits))
    if kind is Kind.MHT:
        from mengyang.formats.web_archive import archived_page

        return _plain(*archived_page(data))
    plain = _plain(decode(data), kind)
    return replace(plain, findings=(*plain.findings, *_nul_findings(data)))


def _nul_findings(data: bytes) -> tuple[Finding, ...]:
    count, line = nul_characters(data)
    if not count:
        return ()
    params = {"count": count, "line": line}
    return (Finding("formats.finding.nul_removed", Level.WARNING, params),)


def _plain(text: str, kind: Kind) -> Extracted:
    if kind in (Kind.HTML, Kind.XML):
        from mengyang.formats.html import html_text

        return Extracted(*html_text(text))
    from mengyang.formats.separated_text import with_tabs

    return Extracted(with_tabs(text))


def _printed(data: bytes, kind: Kind, limits: Limits) -> Extracted:
    from mengyang.formats.sheet_text import sheets_text

    if kind is Kind.PDF:
        from mengyang.formats.pdf import pdf_sheets as sheets_of
    else:
        from mengyang.formats.ofd import ofd_sheets as sheets_of
    return Extracted(*sheets_text(sheets_of(data, limits), limits.min_characters))


def _written(data: bytes, kind: Kind, limits: Limits) -> Extracted:
    from mengyang.formats.docx import docx_text

    if kind is not Kind.DOCX:
        from mengyang.formats.office import to_docx

        data = to_docx(data, kind, limits)
    return Extracted(*docx_text(data, limits))


def _check(text: str, limits: Limits) -> None:
    letters = count_letters(text)
    if letters < limits.min_characters:
        raise Refused("formats.refused.too_little", "formats.hint.too_little", letters=letters)
    if len(text) > limits.max_characters:
        raise Refused(
            "formats.refused.too_long",
            "formats.hint.smaller",
            letters=len(text),
            limit=limits.max_characters,
        )
