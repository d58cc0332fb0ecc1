"""规范性文件 — 办法、细则、规定: articles that rule; only one that names who answers is a task."""

from mengyang.core.documents.genres import Genre

GENRE = Genre(
    code="regulation",
    title=r"(?:管理|实施|暂行|考核|评估|认定|奖补|资助)?(?:办法|细则|规定|"
    r"规程)(?:[（(][^）)]*[）)])*$",
    priority=25,
    assigned_only=True,
)
