"""工作方案 — a plan of work or of a pilot (试点方案); its support clauses are duties too."""

from mengyang.core.documents.genres import Genre

GENRE = Genre(code="work-plan", title=r"方案|细则|措施", priority=50)
