"""AB角 — who deputises for whom: one's own deputies, and those of others."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions import deputies as actions
from mengyang.actions.deputies import DeputyDraft
from mengyang.store.reads import access
from mengyang.store.reads import deputies as reads
from mengyang.store.reads.deputies import Person
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.demo import shown_name
from mengyang.web.forms import DayField, attempt, sent_version
from mengyang.web.notices import say
from mengyang.web.request import Request, reach_of

SCREENS = (
    Screen("deputies", "/deputies/", account="officer"),
    Screen(
        "deputy-new",
        "/people/?words=housing",
        account="security-admin",
        follow=("table.rows tbody a", "main a[href$='/deputies/new/']"),
    ),
)


class DeputyForm(forms.Form):
    """确定AB角 — who, and over which days."""

    deputy = forms.ChoiceField(
        label=gettext_lazy("Deputy"), widget=forms.Select(attrs={"data-search": "yes"})
    )
    from_day = DayField(label=gettext_lazy("From"))
    until_day = DayField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("The first day on which the deputy no longer acts."),
    )

    def __init__(self, *given: Any, people: tuple[Person, ...], **named: Any) -> None:
        super().__init__(*given, **named)
        chosen = self.fields["deputy"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            ("", gettext("— choose —")),
            *(
                (str(person.id), f"{shown_name(person.display_name)} · {person.username}")
                for person in people
            ),
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: Request) -> HttpResponse:
    """The own deputies, and for whom one deputises."""
    own, day = request.user.pk, today()
    form = _form(request, own)
    done = request.method == "POST" and attempt(form, lambda: _appoint(request, form, own))
    if done:
        say(request, "access.done.deputy_appointed")
        return redirect("deputies")
    context = {
        "title": gettext("Who deputises for me, and for whom do I?"),
        "lead": gettext(
            "A deputy acts under an own account for the other; every record names both."
        ),
        "deputies": reads.deputies_of(own),
        "principals": reads.deputised_by(own, day),
        "day": day,
        "form": form,
        "submit": gettext("Appoint the deputy"),
    }
    return render(request, "access/deputies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_new(request: Request, user_id: int) -> HttpResponse:
    """Appoint a deputy for somebody, as the security administrator."""
    row = access.user(reach_of(request.actor, "grant", "user"), today(), user_id)
    form, back = _form(request, user_id), reverse("person", args=[user_id])
    done = request.method == "POST" and attempt(form, lambda: _appoint(request, form, user_id))
    if done:
        say(request, "access.done.deputy_appointed")
        return redirect(back)
    context = {
        "title": gettext("Who deputises for %(name)s?") % {"name": shown_name(row.display_name)},
        "crumbs": [(gettext("People"), reverse("people")), (shown_name(row.display_name), back)],
        "form": form,
        "submit": gettext("Appoint the deputy"),
        "back_url": back,
    }
    return render(request, "frame/choosing_form.html", context)


@require_POST
def deputy_end(request: Request, deputy_id: int) -> HttpResponse:
    """Let a deputy act no longer."""
    row = reads.deputy(deputy_id)
    actions.end_deputy(request.actor, deputy_id, sent_version(request), at=now())
    say(request, "access.done.deputy_ended")
    if row.principal_id == request.user.pk:
        return redirect("deputies")
    return redirect("person", row.principal_id)


def _form(request: Request, principal_id: int) -> DeputyForm:
    people = actions.candidates(request.actor, principal_id, today())
    return DeputyForm(request.POST or None, initial={"from_day": today()}, people=people)


def _appoint(request: Request, form: DeputyForm, principal_id: int) -> bool:
    chosen = form.cleaned_data
    days = chosen["from_day"], chosen["until_day"]
    draft = DeputyDraft(principal_id, int(chosen["deputy"]), *days)
    actions.appoint_deputy(request.actor, draft, at=now())
    return True


urlpatterns = [
    path("deputies/", deputies, name="deputies"),
    path("deputies/<row:deputy_id>/end/", deputy_end, name="deputy_end"),
    path("people/<row:user_id>/deputies/new/", deputy_new, name="deputy_new"),
]
