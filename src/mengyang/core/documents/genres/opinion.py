"""意见 — an opinion laying down tasks, often with the units in brackets."""

from mengyang.core.documents.genres import Genre

GENRE = Genre(code="opinion", title=r"意见", priority=60)
