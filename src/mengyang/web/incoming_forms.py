"""收文表单 — what the register and each step of an incoming paper ask of the person."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from mengyang.core.access import scope
from mengyang.core.ledger import Deadline, DeadlineKind
from mengyang.store.reads import documents, registry
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.incoming import IncomingRow
from mengyang.store.reads.paging import every
from mengyang.web.bilingual import in_language
from mengyang.web.clock import today
from mengyang.web.forms import DayField, UploadField, VersionedForm, offer
from mengyang.web.request import Request
from mengyang.web.task_lists import units_around
from mengyang.web.terms import family_words

SHEET_TYPES = ".png,.jpg,.jpeg,.pdf"
DEADLINES = (DeadlineKind.NONE, DeadlineKind.BY_DATE, DeadlineKind.IMMEDIATE)
# Words of a few lines: a field grows where somebody pulls it.
WORDS = forms.Textarea(attrs={"rows": 4})


def deadline_choices() -> list[tuple[str, str]]:
    """The kinds of deadline that an office gives a paper."""
    words = dict(family_words("deadline_kinds"))
    return [(kind.value, words[kind.value]) for kind in DEADLINES]


def deadline_in(data: Mapping[str, Any]) -> Deadline:
    """The deadline that a form states; a day makes it one by a day."""
    day = data["deadline_on"]
    kind = DeadlineKind(data["deadline_kind"])
    if day is not None and kind is DeadlineKind.NONE:
        kind = DeadlineKind.BY_DATE
    return Deadline(kind, (day,) if day is not None else ())


class DeadlineFields(forms.Form):
    """办结时限 — its kind, and its day where it has one."""

    deadline_kind = forms.ChoiceField(label=gettext_lazy("Deadline"), choices=deadline_choices)
    deadline_on = DayField(label=gettext_lazy("To be done by"), required=False)


class LineFields(forms.Form):
    """收文登记 — what a line of the register says of the paper."""

    received_on = DayField(label=gettext_lazy("Received"))
    issuing_body = forms.CharField(label=gettext_lazy("Issuing body"), max_length=160)
    document_number = forms.CharField(
        label=gettext_lazy("Document no."), max_length=80, required=False
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    secrecy = forms.ChoiceField(
        label=gettext_lazy("Secrecy"),
        choices=lambda: family_words("secrecy_classes"),
        help_text=gettext_lazy("A graded paper goes to the office for classified documents."),
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("Urgency"), choices=lambda: family_words("urgency_levels")
    )
    copies = forms.IntegerField(
        label=gettext_lazy("Copies"), required=False, min_value=1, max_value=100_000
    )
    pages = forms.IntegerField(
        label=gettext_lazy("Pages"), required=False, min_value=1, max_value=100_000
    )
    is_again = forms.BooleanField(
        label=gettext_lazy("The same paper came again and shall stand twice"), required=False
    )


class RegisterForm(LineFields, DeadlineFields):
    """收文登记 — one line of the register."""

    unit = forms.ChoiceField(label=gettext_lazy("Register of"))
    field_order = (
        *("unit", "received_on", "issuing_body", "document_number", "title", "secrecy"),
        *("urgency", "copies", "pages", "deadline_kind", "deadline_on", "is_again"),
    )

    def __init__(self, units: Sequence[tuple[str, str]], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, "unit", units)


class ProposeForm(VersionedForm):
    """拟办 — how the office proposes to handle the paper."""

    text = forms.CharField(label=gettext_lazy("Proposed handling"), widget=WORDS, max_length=2000)


class InstructForm(VersionedForm):
    """批示 — the leader's own words."""

    text = forms.CharField(label=gettext_lazy("Instruction"), widget=WORDS, max_length=2000)
    leader_post = forms.CharField(label=gettext_lazy("Post of the leader"), max_length=80)


class RecordForm(InstructForm):
    """代录批示 — what a leader wrote on paper, with the scanned sheet."""

    leader_name = forms.CharField(label=gettext_lazy("Name of the leader"), max_length=80)
    given_on = DayField(label=gettext_lazy("Written on"))
    scan = UploadField(
        limit_bytes=settings.ENVIRONMENT.evidence_limit_bytes,
        accept=SHEET_TYPES,
        label=gettext_lazy("Scan of the sheet (.png, .jpg or .pdf)"),
    )
    field_order = ("leader_name", "leader_post", "text", "given_on", "scan", "version")


class HandOverForm(VersionedForm, DeadlineFields):
    """交承办 — who handles the paper, who helps, by when."""

    lead_unit = forms.ChoiceField(label=gettext_lazy("Handled by"))
    section = forms.CharField(
        label=gettext_lazy("Section that handles it"), max_length=60, required=False
    )
    joint_units = forms.MultipleChoiceField(label=gettext_lazy("Joint units"), required=False)
    field_order = ("lead_unit", "section", "joint_units", "deadline_kind", "deadline_on", "version")

    def __init__(self, units: list[tuple[str, str]], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, "lead_unit", [("", "—"), *units])
        offer(self, "joint_units", units)
        for name in ("lead_unit", "joint_units"):
            self.fields[name].widget.attrs["data-search"] = ""


class FinishForm(VersionedForm):
    """办结 — what came of it."""

    text = forms.CharField(label=gettext_lazy("Result"), widget=WORDS, max_length=2000)


class CorrectForm(VersionedForm, LineFields):
    """更正登记 — the line as it should read, and why."""

    text = forms.CharField(
        label=gettext_lazy("Reason for the correction"), widget=WORDS, max_length=500
    )
    field_order = (
        *("received_on", "issuing_body", "document_number", "title", "secrecy", "urgency"),
        *("copies", "pages", "is_again", "text", "version"),
    )


class WithdrawForm(VersionedForm):
    """撤销登记 — why."""

    text = forms.CharField(label=gettext_lazy("Reason"), widget=WORDS, max_length=500)


class AttachForm(VersionedForm):
    """上传文件 — the paper's file, for the library."""

    file = UploadField(
        limit_bytes=settings.ENVIRONMENT.upload_limit_bytes,
        label=gettext_lazy("File of the paper"),
        help_text=gettext_lazy("It is read into the library; one with a secrecy mark is refused."),
    )


class LinkForm(VersionedForm):
    """关联库内文件 — a document that the library holds already."""

    document = forms.ChoiceField(label=gettext_lazy("Document of the library"))

    def __init__(self, offered: Sequence[tuple[str, str]], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, "document", [("", "—"), *offered])
        self.fields["document"].widget.attrs["data-search"] = ""


def register_units(request: Request) -> list[tuple[str, str]]:
    """The offices whose register the person keeps."""
    own = scope(request.actor, "register", "registration").grants
    reach, day = scope(request.actor, "see", "unit"), today()
    rows = [registry.unit(reach, day, grant.unit_id) for grant in own if grant.unit_id is not None]
    return [(str(row.id), in_language(row.name_zh, row.name_en)) for row in rows]


def step_form(request: Request, kind: str, row: IncomingRow, data: Any = None) -> forms.Form:
    """The form of a step, empty or as it was filled in. `kind` is one that the page knows."""
    filled: dict[str, Any] = {"initial": _initial(kind, row)}
    if data is not None:
        filled = {"data": data, "files": request.FILES}
    match kind:
        case "hand_over":
            return HandOverForm(_units(request), **filled)
        case "link":
            return LinkForm(_unlinked(request), **filled)
        case _:
            return _PLAIN[kind](**filled)


_PLAIN: Mapping[str, type[forms.Form]] = {
    "propose": ProposeForm,
    "instruct": InstructForm,
    "record": RecordForm,
    "finish": FinishForm,
    "correct": CorrectForm,
    "withdraw": WithdrawForm,
    "attach": AttachForm,
}
STEPS = (
    *("propose", "instruct", "record", "hand_over", "finish"),
    *("attach", "link", "correct", "withdraw"),
)
CORRECTED = (
    *("received_on", "issuing_body", "document_number", "title"),
    *("secrecy", "urgency", "copies", "pages"),
)


def _initial(kind: str, row: IncomingRow) -> dict[str, Any]:
    initial: dict[str, Any] = {"version": row.version}
    if kind == "hand_over":
        initial |= {
            "lead_unit": str(row.lead_unit.id) if row.lead_unit else "",
            "section": row.section,
            "joint_units": [str(unit.id) for unit in row.joint_units],
            "deadline_kind": row.deadline.kind.value,
            "deadline_on": max(row.deadline.days, default=None),
        }
    if kind == "correct":
        initial |= {name: getattr(row, name) for name in CORRECTED}
    if kind == "record":
        initial["given_on"] = today()
    return initial


def _units(request: Request) -> list[tuple[str, str]]:
    return units_around(request, {post.area_path for post in request.actor.posts})


def _unlinked(request: Request) -> list[tuple[str, str]]:
    reach = scope(request.actor, "see", "document")
    rows = every(partial(documents.documents, reach, today()), Asked())
    return [(str(row.id), f"{row.document_number} {row.title}".strip()) for row in rows]
