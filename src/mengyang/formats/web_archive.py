"""网页归档 — .mht bytes in (a page saved whole by a browser or by Word), its text out."""

from email import message_from_bytes
from email.message import Message

from mengyang.core.findings import Refused
from mengyang.formats.sniff import Kind
from mengyang.formats.text import decode

_MOST_PARTS = 2_000


def archived_page(data: bytes) -> tuple[str, Kind]:
    """The first page of the archive, else its first text; raises `Refused` where it has neither."""
    parts = []
    for part in message_from_bytes(data).walk():
        parts.append(part)
        if len(parts) > _MOST_PARTS:
            break
    for media, kind in (("text/html", Kind.HTML), ("text/plain", Kind.TXT)):
        for part in parts:
            if part.get_content_type() == media and "Content-Type" in part:
                return _characters(part), kind
    raise Refused("formats.refused.torn", "formats.hint.save_again")


def _characters(part: Message) -> str:
    held = part.get_payload(decode=True)
    body = held if isinstance(held, bytes) else b""
    charset = (part.get_content_charset() or "").replace("gb2312", "gb18030")
    try:
        return body.decode(charset) if charset else decode(body)
    except (LookupError, UnicodeDecodeError):
        return decode(body)
