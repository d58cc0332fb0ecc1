"""外部格式 — bytes to text and records to bytes; no rule, no table, no page."""

from mengyang.formats.extraction import read_text
from mengyang.formats.limits import DEFAULT_LIMITS, Limits
from mengyang.formats.sniff import Kind, sniff

__all__ = ["DEFAULT_LIMITS", "Kind", "Limits", "read_text", "sniff"]
