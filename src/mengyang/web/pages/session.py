"""登录 — signing in with throttling, signing out, changing the password."""

import math
from datetime import timedelta
from http import HTTPStatus

from django import forms
from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mengyang.actions.accounts import (
    change_password,
    record_sign_out,
)
from mengyang.core.findings import Refused
from mengyang.store.reads.access import demo_accounts
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.demo import DEMO_PASSWORD
from mengyang.web.forms import attempt
from mengyang.web.middleware import before_code, before_password_change
from mengyang.web.notices import say
from mengyang.web.oidc import is_configured
from mengyang.web.pages.language import own_address, remember_language
from mengyang.web.refusal import as_json, worded
from mengyang.web.request import Request, is_api
from mengyang.web.signing_in import sign_in as begin_session

SCREENS = (
    Screen("sign-in", "/sign-in/", phone=True),
    Screen("password", "/password/", account="officer"),
)


class SignInForm(forms.Form):
    """登录 — name and password of the account."""

    username = forms.CharField(
        label=gettext_lazy("Account"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(forms.Form):
    """修改密码 — the old password, and twice the new one."""

    old = forms.CharField(
        label=gettext_lazy("Present password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=gettext_lazy("New password"),
        max_length=200,
        strip=False,
        help_text=gettext_lazy("At least eight characters, not only digits, and no common word."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("New password again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """The same once more."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError(gettext("The two new passwords differ."))
        return again


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Request) -> HttpResponse:
    """The sign-in page; five wrong passwords close it for a while."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(own_address(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        signed_in = attempt(form, lambda: begin_session(request, **form.cleaned_data))
        if signed_in:
            response: HttpResponse = HttpResponseRedirect(own_address(request))
            language = request.user.language
            return remember_language(response, language) if language else response
        if signed_in is not None:
            form.add_error(None, gettext("The account or the password is wrong."))
    context = {
        "title": gettext("Sign in"),
        "form": form,
        "next": own_address(request),
        "accounts": demo_accounts(today()) if settings.DEMO else (),
        "oidc": is_configured(settings.ENVIRONMENT),
        "oidc_name": settings.ENVIRONMENT.oidc_name,
        "password": DEMO_PASSWORD if settings.DEMO else "",
    }
    return render(request, "frame/sign_in.html", context)


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: object
) -> HttpResponse:
    """After too many wrong passwords: how long to wait. Called by django-axes."""
    del response, credentials
    seconds = int(timedelta(hours=settings.AXES_COOLOFF_TIME).total_seconds())
    minutes, attempts = math.ceil(seconds / 60), settings.AXES_FAILURE_LIMIT
    answer: HttpResponse
    if is_api(request):
        refused = Refused(
            "access.refused.locked_out",
            "access.hint.locked_out",
            minutes=minutes,
            attempts=attempts,
        )
        answer = as_json(worded(refused))
    else:
        title = gettext("Too many wrong passwords")
        context = {"title": title, "minutes": minutes, "attempts": attempts}
        status = HTTPStatus.TOO_MANY_REQUESTS
        answer = render(request, "frame/locked_out.html", context, status=status)
    answer["Retry-After"] = str(seconds)
    return answer


@require_POST
@before_password_change
@before_code
def sign_out(request: Request) -> HttpResponse:
    """End the session."""
    record_sign_out(request.user.pk, at=now())
    logout(request)
    return redirect("sign_in")


@before_password_change
@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: Request) -> HttpResponse:
    """Change the own password; somebody with a given password can do nothing else first."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST":
        done = attempt(form, lambda: _change(request, form))
        if done:
            say(request, "access.done.password_changed")
            return redirect("home")
    context = {
        "title": gettext("Change the password"),
        "form": form,
        "submit": gettext("Change the password"),
        "must": request.user.must_change_password,
    }
    return render(request, "frame/password.html", context)


def _change(request: Request, form: PasswordForm) -> bool:
    change_password(request.actor, form.cleaned_data["old"], form.cleaned_data["new"], at=now())
    request.user.refresh_from_db()
    # The session was signed with the old password; without this it would end here.
    update_session_auth_hash(request, request.user)
    return True


urlpatterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-out/", sign_out, name="sign_out"),
    path("password/", password, name="password"),
]
