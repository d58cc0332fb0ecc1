"""答复 — requests and suggestions, each with the reply of the office concerned."""

from mengyang.core.documents.genres import Genre

GENRE = Genre(
    code="problem-and-reply",
    title=r"答复|复函|(?:提案|建议|意见|问题)(?:的)?办理|回复|研究处理|处理情况|采纳情况|办理情况",
    priority=20,
    item_kind="problem",
    replies=True,
)
