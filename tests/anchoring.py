"""The anchor of a test 链尾锚定: its writes are never committed, so nothing else anchors them."""

from datetime import datetime

from mengyang.core.audit import plain
from mengyang.store import anchor
from mengyang.store.models import Head


def write_anchor(at: datetime) -> None:
    """Bring the head of the chain, as the test sees it, into the anchor."""
    head = Head.objects.get()
    anchor.append(head.sequence, head.hash, str(plain(at)))
