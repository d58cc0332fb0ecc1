"""数据表 — every model, found by Django through this face."""

from mengyang.store.models.access import Deputy, Handover, Post, SecondFactor, User
from mengyang.store.models.audit import Event, EventChange, Head, PersonalSalt, PersonalValue
from mengyang.store.models.divisions import (
    AskedUnit,
    Division,
    Item,
    Opinion,
    Round,
    Signature,
)
from mengyang.store.models.documents import (
    Clause,
    Correction,
    Difference,
    Document,
    DocumentRelation,
    DocumentValidity,
    ReadingEntry,
    SearchedText,
)
from mengyang.store.models.incoming import (
    IncomingInstruction,
    IncomingOpinion,
    IncomingPaper,
    IncomingUnit,
)
from mengyang.store.models.indicators import Target
from mengyang.store.models.jobs import Job
from mengyang.store.models.ledger import Plan, Remedy, ReportingDuty, Task, TaskUnit
from mengyang.store.models.ledger_acceptance import MatterAmount, OutsideBody, Verdict
from mengyang.store.models.ledger_editions import Edition, LawfulNotice
from mengyang.store.models.ledger_imports import LedgerImport
from mengyang.store.models.ledger_meetings import Meeting, MeetingDecision, MeetingUnit
from mengyang.store.models.ledger_notice_outbox import NoticeAddress, NoticeDelivery
from mengyang.store.models.ledger_notices import Notice
from mengyang.store.models.ledger_opinions import OpinionSalt, OpinionSending, PublicOpinion
from mengyang.store.models.ledger_papers import PaperCopy, PrintedPaper
from mengyang.store.models.ledger_records import (
    Evidence,
    PlanEvaluation,
    ProgressReport,
    SameMatter,
    TakenOver,
    TaskOrigin,
)
from mengyang.store.models.ledger_replies import TaskReply
from mengyang.store.models.ledger_requests import ArchivedTask, Recheck, Ruling, TaskRequest
from mengyang.store.models.ledger_sheets import (
    LedgerSheet,
    SheetRow,
    StagedChange,
    StagedReport,
    StagedRuling,
    StagedTask,
    StagedTiding,
)
from mengyang.store.models.ledger_supervised import MatterRegister, SupervisedMatter
from mengyang.store.models.registry import (
    Area,
    AreaVersion,
    GroupMember,
    Unit,
    UnitGroup,
    UnitName,
    UnitSignOff,
)

__all__ = [
    "ArchivedTask",
    "Area",
    "AreaVersion",
    "AskedUnit",
    "Clause",
    "Correction",
    "Deputy",
    "Difference",
    "Division",
    "Document",
    "DocumentRelation",
    "DocumentValidity",
    "Edition",
    "Event",
    "EventChange",
    "Evidence",
    "GroupMember",
    "Handover",
    "Head",
    "IncomingInstruction",
    "IncomingOpinion",
    "IncomingPaper",
    "IncomingUnit",
    "Item",
    "Job",
    "LawfulNotice",
    "LedgerImport",
    "LedgerSheet",
    "MatterAmount",
    "MatterRegister",
    "Meeting",
    "MeetingDecision",
    "MeetingUnit",
    "Notice",
    "NoticeAddress",
    "NoticeDelivery",
    "Opinion",
    "OpinionSalt",
    "OpinionSending",
    "OutsideBody",
    "PaperCopy",
    "PersonalSalt",
    "PersonalValue",
    "Plan",
    "PlanEvaluation",
    "Post",
    "PrintedPaper",
    "ProgressReport",
    "PublicOpinion",
    "ReadingEntry",
    "Recheck",
    "Remedy",
    "ReportingDuty",
    "Round",
    "Ruling",
    "SameMatter",
    "SearchedText",
    "SecondFactor",
    "SheetRow",
    "Signature",
    "StagedChange",
    "StagedReport",
    "StagedRuling",
    "StagedTask",
    "StagedTiding",
    "SupervisedMatter",
    "TakenOver",
    "Target",
    "Task",
    "TaskOrigin",
    "TaskReply",
    "TaskRequest",
    "TaskUnit",
    "Unit",
    "UnitGroup",
    "UnitName",
    "UnitSignOff",
    "User",
    "Verdict",
]
