"""通知 — a notice, and the last resort for whatever has no other genre."""

from mengyang.core.documents.genres import Genre

GENRE = Genre(code="notice", title=r"通知|通报|公告|决定|批复|函", priority=90)
