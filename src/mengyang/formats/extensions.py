"""扩展名 — the ending of a name beside what the file is: a difference is told, not obeyed."""

from mengyang.core.findings import Finding, Level
from mengyang.formats.sniff import Kind

_FITTING = {
    "txt": {Kind.TXT},
    "csv": {Kind.TXT},
    "tsv": {Kind.TXT},
    "htm": {Kind.HTML, Kind.XML},
    "html": {Kind.HTML, Kind.XML},
    "shtml": {Kind.HTML, Kind.XML},
    "xml": {Kind.HTML, Kind.XML},
    "mht": {Kind.MHT},
    "mhtml": {Kind.MHT},
    "docx": {Kind.DOCX},
    "doc": {Kind.DOC},
    "wps": {Kind.DOC, Kind.DOCX},
    "rtf": {Kind.RTF},
    "pdf": {Kind.PDF},
    "ofd": {Kind.OFD},
    "xlsx": {Kind.XLSX},
}


def known_extension(name: str) -> str:
    """The ending of `name` in small letters without its dot; empty where it promises nothing."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return ending if ending in _FITTING else ""


def extension_findings(extension: str, kind: Kind) -> tuple[Finding, ...]:
    """The remark on a file of `kind` whose name ends in another kind's `extension`."""
    if not extension or kind in _FITTING[extension]:
        return ()
    params = {"extension": extension, "kind": kind.value.upper()}
    return (Finding("formats.finding.misnamed", Level.INFO, params),)
