"""表单 — forms whose refusals stand above the fields that were filled in, so nothing is retyped."""

from collections.abc import Callable, Iterable
from datetime import date
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy, gettext_noop

from mengyang.core.dated import FIRST_YEAR, LAST_YEAR, is_likely
from mengyang.core.findings import Refused
from mengyang.web.refusal import said_of, status_of

# What the framework says of a field, worded in our catalogue as an office would say it.
FRAMEWORK_SAYS = (
    gettext_noop("This field is required."),
    gettext_noop("Null characters are not allowed."),
    gettext_noop(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d)."
    ),
)


class VersionedForm(forms.Form):
    """A form on a row: sends back the version it showed, so that a stale page changes nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class DayField(forms.DateField):
    """日期 — a day, with the browser's calendar; it is sent as 2026-03-31 in any language."""

    unlikely = format_lazy(
        gettext_lazy("The year must be one of {first} to {last}."), first=FIRST_YEAR, last=LAST_YEAR
    )

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        messages = {"invalid": gettext_lazy("Write the day as 2026-03-31.")}
        formats = ["%Y-%m-%d"]
        super().__init__(widget=widget, input_formats=formats, error_messages=messages, **options)

    def clean(self, value: Any) -> date | None:
        """The day, in a year that somebody can have meant."""
        day: date | None = super().clean(value)
        if day is not None and not is_likely(day):
            raise forms.ValidationError(self.unlikely, code="unlikely")
        return day


class UploadField(forms.FileField):
    """文件上传 — states its limit, checks it in the browser and again here."""

    def __init__(self, limit_bytes: int, accept: str = "", **options: Any) -> None:
        self.limit_bytes = limit_bytes
        limit = f"{limit_bytes // (1024 * 1024)} MB"
        self.too_large = format_lazy(gettext_lazy("The file is larger than {limit}."), limit=limit)
        options.setdefault("help_text", format_lazy(gettext_lazy("At most {limit}."), limit=limit))
        widget = forms.FileInput()
        widget.attrs.update({"data-limit": str(limit_bytes), "data-too-large": self.too_large})
        if accept:
            widget.attrs["accept"] = accept
        # Of an empty file the action says what to do.
        super().__init__(widget=widget, allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, no larger than allowed."""
        file = super().clean(data, initial)
        if file and file.size > self.limit_bytes:
            raise forms.ValidationError(self.too_large, code="too_large")
        return file


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """Give a field of choices what is to be chosen from, known only when the form is shown."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def attempt[T](form: forms.Form, act: Callable[[], T]) -> T | None:
    """Do what a valid form asks for; None where the form or the house rules say no.

    The refusal then stands on the form, so that the page is shown again as it was filled in.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        form.add_error(None, forms.ValidationError(said_of(refused), code=refused.reason))
        return None


def form_status(form: forms.Form, otherwise: int = HTTPStatus.OK) -> int:
    """The status of a page with a form: 409 where somebody else changed the row meanwhile."""
    refusals = form.non_field_errors().as_data() if form.is_bound else []
    codes = (status_of(error.code or "") for error in refusals)
    return HTTPStatus.CONFLICT if HTTPStatus.CONFLICT in codes else otherwise


def sent_version(request: HttpRequest) -> int:
    """The version a form without other fields sends back. Raises `Refused` where it is none."""
    text = request.POST.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused("web.refused.bad_request", "web.hint.load_again")
    return int(text)
