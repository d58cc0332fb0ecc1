"""Incoming papers 收文 for tests: registered by the secretary of the cast, brought into a state."""

from datetime import date
from pathlib import Path

from mengyang.actions import incoming
from mengyang.actions.evidence import Shelf
from mengyang.actions.incoming import HandOver, Instruction, Registration
from mengyang.actions.incoming_scans import Scan
from mengyang.core.ledger import Deadline, DeadlineKind
from mengyang.store.models import IncomingPaper
from tests.cast import Cast

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
DUE = date(2026, 3, 9)
NUMBER = "云教请〔2026〕3号"
TITLE = "关于解决村级幼儿园取暖设施改造资金的请示"


def registration(cast: Cast, **changes: object) -> Registration:
    """A paper of the education bureau for the register of the office."""
    values: dict[str, object] = {
        "unit_id": cast.units["yunlu-office"],
        "issuing_body": "云麓地区教育局",
        "document_number": NUMBER,
        "title": TITLE,
        "received_on": cast.day,
    }
    return Registration(**(values | changes))  # type: ignore[arg-type]


def register(cast: Cast, **changes: object) -> int:
    """Register it; its id."""
    actor = cast.actor("secretary")
    return incoming.register_paper(actor, registration(cast, **changes), at=cast.at)


def sheet(folder: Path, data: bytes = PNG, name: str = "批示.png") -> Scan:
    """A scanned sheet."""
    return Scan(data, name, Shelf(folder, 1024 * 1024))


def on_paper(cast: Cast, folder: Path, **changes: object) -> Instruction:
    """An instruction that was written on paper."""
    values: dict[str, object] = {
        "text": "请财政局研究。",
        "given_on": cast.day,
        "leader_post": "副专员",
        "leader_name": "某某",
        "scan": sheet(folder),
    }
    return Instruction(**(values | changes))  # type: ignore[arg-type]


def version(paper_id: int) -> int:
    """The version of the paper's row."""
    return IncomingPaper.objects.get(pk=paper_id).version


def propose(cast: Cast, paper_id: int) -> int:
    """Bring it to 已拟办."""
    actor, text = cast.actor("secretary"), "拟转财政局研究。"
    return incoming.propose_handling(actor, paper_id, version(paper_id), text, at=cast.at)


def hand_over(cast: Cast, paper_id: int, lead: str = "jiahe-finance", *joint: str) -> int:
    """Bring it to 承办中."""
    to = HandOver(
        lead_unit_id=cast.units[lead],
        joint_unit_ids=tuple(cast.units[each] for each in joint),
        section="预算科",
        deadline=Deadline(DeadlineKind.BY_DATE, (DUE,)),
    )
    actor = cast.actor("secretary")
    return incoming.hand_over_paper(actor, paper_id, version(paper_id), to, at=cast.at)
