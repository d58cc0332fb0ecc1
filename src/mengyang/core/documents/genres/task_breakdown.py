"""任务分解 — every task with the unit that answers for it, in brackets or a table."""

from mengyang.core.documents.genres import Genre

GENRE = Genre(
    code="task-breakdown",
    title=r"任务分解|任务分工|责任清单|分工方案|任务清单|工作要点|重点任务|(?:重点|主要|"
    r"年度)工作任务|工作任务(?:的通知)?$|部门分工|职责分工|责任分工",
    priority=30,
)
