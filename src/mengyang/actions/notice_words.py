"""通知文稿 — the words of a notice to a unit, as they stand on the page and can be handed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mengyang import packs
from mengyang.store.reads.names import Named


@dataclass(frozen=True, slots=True)
class Heading:
    """抬头 — the step that the notice is, and whom it is to."""

    step: str
    unit: Named | None


@dataclass(frozen=True, slots=True)
class Matter:
    """事项 — the task that the notice is about, with the day that it tells."""

    number: str
    title: str
    plan: str
    due_on: date | None


def notice_text(
    heading: Heading, reason: str, about: Matter, told: Mapping[str, object], ask: str = ""
) -> str:
    """The text: its heading, the reason in words, what is `told` beside it, and what is asked."""
    terms = packs.terms()
    words = terms["notice_reasons"][reason].zh.format(
        number=about.number,
        title=about.title.rstrip("。").replace("“", "‘").replace("”", "’"),
        plan=about.plan,
        due=written(about.due_on),
        **told,
    )
    head = terms["notice_steps"][heading.step].zh
    unit = heading.unit.zh if heading.unit else ""
    return f"【{head}】{unit}：\n{words}{terms['notice_asks'][ask].zh if ask else ''}"


def written(day: date | None) -> str:
    """A day as papers write it; none stays empty."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
