"""动态口令 — enrolling one-time codes, giving one after the password, resetting those of others."""

import segno
from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions import second_factor as actions
from mengyang.core.second_factor import address, as_bytes, as_text
from mengyang.store.reads import access
from mengyang.store.reads.second_factor import recovery_left
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.demo import shown_name
from mengyang.web.forms import VersionedForm, attempt, form_status
from mengyang.web.middleware import before_code, before_password_change
from mengyang.web.notices import say
from mengyang.web.pages.language import own_address
from mengyang.web.request import Request, reach_of

SCREENS = (
    Screen("second-factor", "/second-factor/", account="officer", phone=True),
    Screen(
        "subject-bind",
        "/people/?words=housing",
        account="system-admin",
        follow=("table.rows tbody a", "main a[href$='/subject/']"),
    ),
)
SECRET, DONE = "enrol_secret", "code_given"


class CodeForm(forms.Form):
    """动态口令."""

    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}
        ),
    )


class SubjectForm(VersionedForm):
    """统一认证身份."""

    subject = forms.CharField(
        label=gettext_lazy("Subject (sub)"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("As the identity provider states it. Empty unbinds the account."),
    )


@never_cache
@before_password_change
@before_code
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: Request) -> HttpResponse:
    """The code after the password; nothing else opens before it."""
    if not request.user.has_second_factor or request.session.get(DONE):
        return HttpResponseRedirect(own_address(request))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: _give(request, form)):
        request.session[DONE] = True
        return HttpResponseRedirect(own_address(request))
    context = {
        "title": gettext("Which code does your device show?"),
        "lead": gettext("Six digits that change every half minute, or a recovery code."),
        "form": form,
        "submit": gettext("Go on"),
    }
    return render(request, "frame/form_page.html", context, status=form_status(form))


@never_cache
@before_password_change
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: Request) -> HttpResponse:
    """Enrol one-time codes for the own account, or remove them."""
    form = CodeForm(request.POST or None)
    has_it = request.user.has_second_factor
    if request.method == "POST" and has_it and attempt(form, lambda: _remove(request, form)):
        say(request, "access.done.code_removed")
        return redirect("second_factor")
    if request.method == "POST" and not has_it:
        made = attempt(form, lambda: _enrol(request, form))
        if made is not None:
            return _recovery(request, made)
    context = {
        "title": gettext("One-time codes for your account"),
        "form": form,
        "has_it": has_it,
        "left": recovery_left(request.user.pk) if has_it else 0,
        **({} if has_it else _offer(request)),
    }
    return render(request, "access/second_factor.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def subject_bind(request: Request, user_id: int) -> HttpResponse:
    """Say who an account is to the office's identity provider."""
    row = access.user(reach_of(request.actor, "create", "user"), today(), user_id)
    begun = {"version": row.version, "subject": row.oidc_subject}
    form = SubjectForm(request.POST or None, initial=begun)
    if request.method == "POST" and attempt(form, lambda: _bind(request, form, user_id)):
        say(request, "access.done.subject_bound", name=shown_name(row.display_name))
        return redirect("person", user_id)
    back = reverse("person", args=[user_id])
    context = {
        "title": gettext("Who is %(name)s to the identity provider?")
        % {"name": shown_name(row.display_name)},
        "lead": gettext("Nobody is matched by name: only the subject bound here signs in."),
        "crumbs": [(gettext("People"), reverse("people")), (shown_name(row.display_name), back)],
        "form": form,
        "submit": gettext("Bind the identity"),
        "back_url": back,
    }
    return render(request, "frame/form_page.html", context, status=form_status(form))


@require_POST
def code_reset(request: Request, user_id: int) -> HttpResponse:
    """Remove the codes of somebody who lost the device."""
    actions.reset_code(request.actor, user_id, at=now())
    say(request, "access.done.code_removed")
    return redirect("person", user_id)


def _bind(request: Request, form: SubjectForm, user_id: int) -> bool:
    chosen = form.cleaned_data
    subject, version = chosen["subject"], chosen["version"]
    actions.bind_subject(request.actor, user_id, version, subject, at=now())
    return True


def _offer(request: Request) -> dict[str, str]:
    """A secret to enrol, kept in the session until a code of it is given."""
    if SECRET not in request.session:
        request.session[SECRET] = as_text(actions.new_secret())
    text = str(request.session[SECRET])
    name = settings.ENVIRONMENT.name or "Mengyang"
    drawn = segno.make(address(as_bytes(text), request.user.username, name), error="m")
    square = drawn.svg_inline(scale=5, border=2, title=gettext("Square code for your device"))
    # Drawn here from our own address; no text of a person goes in but the user name, as squares.
    return {"square": mark_safe(square), "secret": " ".join(_groups(text))}


def _groups(text: str) -> list[str]:
    return [text[start : start + 4] for start in range(0, len(text), 4)]


def _enrol(request: Request, form: CodeForm) -> tuple[str, ...]:
    secret = str(request.session.get(SECRET, ""))
    made = actions.enrol_code(request.actor, secret, form.cleaned_data["code"], at=now())
    request.session.pop(SECRET, None)
    request.session[DONE] = True
    return made


def _give(request: Request, form: CodeForm) -> bool:
    left = actions.give_code(request.actor, form.cleaned_data["code"], at=now())
    if left is not None:
        say(request, "access.done.recovery_used", left=left)
    return True


def _remove(request: Request, form: CodeForm) -> bool:
    actions.remove_code(request.actor, form.cleaned_data["code"], at=now())
    return True


def _recovery(request: Request, made: tuple[str, ...]) -> HttpResponse:
    context = {
        "title": gettext("Keep these recovery codes now"),
        "lead": gettext(
            "They are shown this once. Each opens the account one time when the device is lost."
        ),
        "codes": made,
    }
    return render(request, "access/recovery_codes.html", context)


urlpatterns = [
    path("sign-in/code/", code, name="code"),
    path("second-factor/", second_factor, name="second_factor"),
    path("people/<row:user_id>/subject/", subject_bind, name="subject_bind"),
    path("people/<row:user_id>/second-factor/reset/", code_reset, name="code_reset"),
]
