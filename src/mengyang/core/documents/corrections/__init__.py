"""更正 — what a person may change in a reading entry, checked before it is kept.

Content enters and leaves in the shape of the reading JSON.
"""

from mengyang.core.documents.corrections.answers import (
    CLAIMED_STATUSES,
    RESPONSES,
    WrittenAnswer,
    as_line,
)
from mengyang.core.documents.corrections.duties import DutyChange, corrected_duty, new_duty
from mengyang.core.documents.corrections.figures import (
    FIGURE_TYPES,
    FigureChange,
    corrected_figure,
    new_figure,
)
from mengyang.core.documents.corrections.frames import FrameChange, corrected_frame
from mengyang.core.documents.corrections.money_rules import (
    MoneyRuleChange,
    amount_lines,
    corrected_money_rule,
    new_money_rule,
    written_amounts,
)
from mengyang.core.documents.corrections.obligations import (
    OBLIGATION_KINDS,
    NamedUnit,
    ObligationChange,
    corrected_obligation,
    new_obligation,
)
from mengyang.core.documents.corrections.projects import (
    ProjectChange,
    corrected_project,
    new_project,
)
from mengyang.core.documents.corrections.quantities import COMPARATORS, WrittenQuantity
from mengyang.core.documents.corrections.reports import ReportChange, corrected_report, new_report
from mengyang.core.documents.corrections.targets import (
    VERBS,
    TargetChange,
    corrected_target,
    new_target,
)
from mengyang.core.documents.rule_amounts import OPEN_VALUES

__all__ = [
    "CLAIMED_STATUSES",
    "COMPARATORS",
    "FIGURE_TYPES",
    "OBLIGATION_KINDS",
    "OPEN_VALUES",
    "RESPONSES",
    "VERBS",
    "DutyChange",
    "FigureChange",
    "FrameChange",
    "MoneyRuleChange",
    "NamedUnit",
    "ObligationChange",
    "ProjectChange",
    "ReportChange",
    "TargetChange",
    "WrittenAnswer",
    "WrittenQuantity",
    "amount_lines",
    "as_line",
    "corrected_duty",
    "corrected_figure",
    "corrected_frame",
    "corrected_money_rule",
    "corrected_obligation",
    "corrected_project",
    "corrected_report",
    "corrected_target",
    "new_duty",
    "new_figure",
    "new_money_rule",
    "new_obligation",
    "new_project",
    "new_report",
    "new_target",
    "written_amounts",
]
