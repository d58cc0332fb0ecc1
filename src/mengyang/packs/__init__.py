"""政策数据 — what documents in force say, as TOML: names by date, terms, lamps and the demo story.

One new TOML in its folder is found by itself; a fault in one is a `ValueError` naming file and key.
"""

from mengyang.packs.calendar import working_calendar
from mengyang.packs.directory import Area, Directory, Group, Unit, directories, read_directory
from mengyang.packs.escalation_scheme import (
    DEFAULT,
    EscalationScheme,
    escalation_for,
    escalations,
    read_escalations,
)
from mengyang.packs.incoming_story import DemoPaper, DemoPaperStep, demo_papers
from mengyang.packs.lamp_scheme import LampScheme, LampSign, lamps, sign_by
from mengyang.packs.paper import PaperBlock, PaperTemplate, papers
from mengyang.packs.publishing_limits import PublishingLimits, publishing, publishing_on
from mengyang.packs.redaction_scheme import RedactionScheme, redaction_on, redactions
from mengyang.packs.story import Attachment, Demo, DemoAccount, DemoDocument, Step, demo
from mengyang.packs.story_days import story_on
from mengyang.packs.term import Term, Terms, terms
from mengyang.packs.wording import Wording

__all__ = [
    "DEFAULT",
    "Area",
    "Attachment",
    "Demo",
    "DemoAccount",
    "DemoDocument",
    "DemoPaper",
    "DemoPaperStep",
    "Directory",
    "EscalationScheme",
    "Group",
    "LampScheme",
    "LampSign",
    "PaperBlock",
    "PaperTemplate",
    "PublishingLimits",
    "RedactionScheme",
    "Step",
    "Term",
    "Terms",
    "Unit",
    "Wording",
    "demo",
    "demo_papers",
    "directories",
    "escalation_for",
    "escalations",
    "lamps",
    "papers",
    "publishing",
    "publishing_on",
    "read_directory",
    "read_escalations",
    "redaction_on",
    "redactions",
    "sign_by",
    "story_on",
    "terms",
    "working_calendar",
]
