"""数据表 — every model, found by Django through this face."""

from mengyang.store.models.access import Deputy, Handover, Post, SecondFactor, User
from mengyang.store.models.audit import Event, EventChange, Head, PersonalSalt, PersonalValue
from mengyang.store.models.documents import Clause, Document, ReadingEntry, SearchedText
from mengyang.store.models.incoming import (
    IncomingInstruction,
    IncomingOpinion,
    IncomingPaper,
    IncomingUnit,
)
from mengyang.store.models.indicators import Target
from mengyang.store.models.jobs import Job
from mengyang.store.models.ledger import (
    Evidence,
    Plan,
    ProgressReport,
    Remedy,
    ReportingDuty,
    Task,
    TaskUnit,
)
from mengyang.store.models.registry import (
    Area,
    AreaVersion,
    GroupMember,
    Unit,
    UnitGroup,
    UnitName,
)

__all__ = [
    "Area",
    "AreaVersion",
    "Clause",
    "Deputy",
    "Document",
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
    "Job",
    "PersonalSalt",
    "PersonalValue",
    "Plan",
    "Post",
    "ProgressReport",
    "ReadingEntry",
    "Remedy",
    "ReportingDuty",
    "SearchedText",
    "SecondFactor",
    "Target",
    "Task",
    "TaskUnit",
    "Unit",
    "UnitGroup",
    "UnitName",
    "User",
]
