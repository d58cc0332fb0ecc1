"""分解表单 — the parts of a task: what each is, who answers, by when, with which remedies."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from mengyang.core.ledger import Part, SplitMode, Splitting
from mengyang.store.reads.ledger import RemedyRow
from mengyang.web.forms import DayField, VersionedForm, offer
from mengyang.web.terms import term

FEWEST, MOST = 3, 20
_WORDS = 2000
_TITLE = 300


class SplitForm(VersionedForm):
    """分解 — where the parts stand, why, and `rows` parts; a part left empty is none."""

    mode = forms.ChoiceField(label=gettext_lazy("Where the parts stand"))
    words = forms.CharField(
        label=gettext_lazy("Words of the decision"), widget=forms.Textarea, max_length=_WORDS
    )

    def __init__(
        self,
        choices: tuple[Sequence[tuple[str, str]], Sequence[RemedyRow], Sequence[SplitMode]],
        rows: int,
        *arguments: Any,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        units, remedies, modes = choices
        self._rows = rows
        offer(self, "mode", [(mode.value, term("split_modes", mode)) for mode in modes])
        for number in range(1, rows + 1):
            self._add_part(number, units, remedies)

    def said(self) -> Splitting:
        """What was filled in."""
        mode = SplitMode(self.cleaned_data["mode"])
        return Splitting(mode=mode, parts=tuple(self._parts()))

    def _parts(self) -> Iterator[Part]:
        for number in range(1, self._rows + 1):
            sent = {key: self.cleaned_data[f"{key}_{number}"] for key in _KEYS}
            if sent["title"].strip() or sent["lead"]:
                yield Part(
                    title=sent["title"],
                    lead_unit_id=int(sent["lead"]) if sent["lead"] else None,
                    joint_unit_ids=tuple(int(unit) for unit in sent["joint"]),
                    due_on=sent["day"],
                    remedies=tuple(
                        int(each) for each in self.cleaned_data.get(f"remedies_{number}", ())
                    ),
                )

    def _add_part(
        self, number: int, units: Sequence[tuple[str, str]], remedies: Sequence[RemedyRow]
    ) -> None:
        what = gettext("Part %(number)s: what it is") % {"number": number}
        self.fields[f"title_{number}"] = forms.CharField(
            label=what, max_length=_TITLE, required=False, empty_value=""
        )
        self.fields[f"lead_{number}"] = forms.ChoiceField(
            label=gettext_lazy("Responsible unit"), required=False
        )
        self.fields[f"joint_{number}"] = forms.MultipleChoiceField(
            label=gettext_lazy("Joint units"), required=False
        )
        self.fields[f"day_{number}"] = DayField(
            label=gettext_lazy("Due"),
            required=False,
            help_text=gettext_lazy("Left empty, the day of the whole task."),
        )
        offer(self, f"lead_{number}", [("", "—"), *units])
        offer(self, f"joint_{number}", units)
        for name in ("lead", "joint"):
            self.fields[f"{name}_{number}"].widget.attrs["data-search"] = ""
        if len(remedies) > 1:
            self.fields[f"remedies_{number}"] = forms.MultipleChoiceField(
                label=gettext_lazy("Remedies that go along"),
                required=False,
                help_text=gettext_lazy("Only beside the task; those not chosen stay with it."),
            )
            told = [(str(each.position), each.text) for each in remedies]
            offer(self, f"remedies_{number}", told)
            self.fields[f"remedies_{number}"].widget.attrs["data-search"] = ""


_KEYS = ("title", "lead", "joint", "day")
