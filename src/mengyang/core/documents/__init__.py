"""文件 — policy documents: text in; duties, targets, figures, checks out, each with its place."""

from mengyang.core.documents.reader import open_document, read
from mengyang.core.documents.records import Document, Reading

__all__ = ["Document", "Reading", "open_document", "read"]
