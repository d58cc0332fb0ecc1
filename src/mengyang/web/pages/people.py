"""账号 — who has an account and which posts; opening, closing, granting."""

from collections.abc import Sequence

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mengyang.actions import accounts
from mengyang.actions.accounts import FirstPassword
from mengyang.store.reads import access, deputies
from mengyang.store.reads.access import UserRow
from mengyang.store.reads.asked import Asked
from mengyang.store.reads.audit import history
from mengyang.store.reads.handover import handovers_of
from mengyang.web.bilingual import in_language
from mengyang.web.clock import now, today
from mengyang.web.declared import MenuEntry, Screen
from mengyang.web.demo import shown_name
from mengyang.web.event_records import named_to
from mengyang.web.forms import VersionedForm, attempt, form_status, sent_version
from mengyang.web.listing import Button, Column, Filter, Kind, Listing, respond
from mengyang.web.notices import say
from mengyang.web.one_time import lasting, let_in
from mengyang.web.request import Request, may_somewhere, reach_of

MENU = (MenuEntry(gettext_noop("People"), "people", order=70, action="see", kind="user"),)
SCREENS = (
    Screen("people", "/people/", account="security-admin"),
    Screen(
        "person", "/people/?words=housing", account="security-admin", follow=("table.rows tbody a",)
    ),
    Screen("person-new", "/people/new/", account="system-admin"),
    Screen(
        "person-name",
        "/people/?words=housing",
        account="system-admin",
        follow=("table.rows tbody a", "main a[href$='/name/']"),
    ),
    Screen(
        "password-reset",
        "/people/?words=housing",
        account="system-admin",
        follow=("table.rows tbody a", "main a[href$='/password/']"),
    ),
)

# The kind of the records of a person that the history tells along.
POST = "access.post"
# What stands for the name of somebody who was erased.
FORGOTTEN = "—"


def _person_url(row: UserRow) -> str:
    return reverse("person", args=[row.id])


def _places(row: UserRow) -> str | None:
    names = (in_language(post.unit_name_zh, post.unit_name_en) for post in row.posts)
    return gettext(", ").join(dict.fromkeys(names)) or None


def _yes_no(request: Request) -> list[tuple[str, str]]:
    del request
    return [("yes", gettext("open")), ("no", gettext("closed"))]


PEOPLE = Listing(
    name="people",
    title=gettext_noop("Who has an account, and with which post?"),
    paper=gettext_noop("Register of accounts"),
    kind="user",
    columns=(
        Column(
            key="display_name",
            label=gettext_noop("Full name"),
            value=lambda row: shown_name(row.display_name),
            note=lambda row: row.username,
            links=True,
            sorts=True,
        ),
        Column(key="roles", label=gettext_noop("Roles"), kind=Kind.TERMS, family="roles"),
        Column(key="posts", label=gettext_noop("Units"), value=_places, wide=True),
        Column(
            key="is_active",
            label=gettext_noop("Account"),
            value=lambda row: gettext("open") if row.is_active else gettext("closed"),
            sorts=True,
        ),
    ),
    filters=(
        Filter(key="words", label=gettext_noop("Name or account")),
        Filter(key="role", label=gettext_noop("Role"), kind="choice", family="roles"),
        Filter(key="is_active", label=gettext_noop("Account"), kind="choice", choices=_yes_no),
    ),
    buttons=(
        Button(
            label=gettext_noop("New account"), url_name="person_new", action="create", kind="user"
        ),
        Button(
            label=gettext_noop("Import accounts"),
            url_name="people_import",
            action="create",
            kind="user",
        ),
        Button(
            label=gettext_noop("Import posts"), url_name="posts_import", action="grant", kind="user"
        ),
    ),
    read=access.users,
    sort="username",
    export_action="see",
    row_url=_person_url,
    empty=gettext_noop("No account yet."),
)


class AccountForm(forms.Form):
    """开户 — an account without any post."""

    username = forms.CharField(label=gettext_lazy("Account"), max_length=80)
    display_name = forms.CharField(label=gettext_lazy("Full name"), max_length=80)


class PersonNameForm(VersionedForm):
    """更正姓名."""

    display_name = forms.CharField(label=gettext_lazy("Full name"), max_length=80)


@require_safe
def people(request: Request) -> HttpResponseBase:
    """The list of accounts."""
    return respond(request, PEOPLE)


@require_safe
def person(request: Request, user_id: int) -> HttpResponse:
    """One account with its posts and its history."""
    reach, day = reach_of(request.actor, "see", "user"), today()
    row = access.user(reach, day, user_id)
    held = access.posts(reach, day, user_id)
    told = history(reach, day, user_id, Asked(size=30), {POST: [post.id for post in held]})
    context = {
        "title": shown_name(row.display_name),
        "crumbs": [(gettext("People"), reverse("people")), (shown_name(row.display_name), "")],
        "person": row,
        "told_new": POST,
        "held": held,
        "day": day,
        "deputies": deputies.deputies_of(user_id),
        "handovers": handovers_of(user_id),
        "events": named_to(request.actor, day, told.rows),
        "is_forgotten": row.display_name == FORGOTTEN,
        "is_self": user_id == request.actor.user_id,
        "may": {
            action: may_somewhere(request.actor, action, "user")
            for action in ("create", "disable", "grant", "reset_password", "erase")
        },
    }
    return render(request, "access/person.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: Request) -> HttpResponse:
    """Open an account."""
    reach_of(request.actor, "create", "user")
    form = AccountForm(request.POST or None)
    if request.method == "POST":
        made = attempt(form, lambda: _open(request, form))
        if made is not None:
            return shown_once(request, [made])
    context = {
        "title": gettext("Open an account"),
        "lead": gettext("It holds no post yet: the security administrator grants posts."),
        "crumbs": [(gettext("People"), reverse("people")), (gettext("Open an account"), "")],
        "form": form,
        "submit": gettext("Open the account"),
        "back_url": reverse("people"),
    }
    return render(request, "frame/form_page.html", context, status=form_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def person_name(request: Request, user_id: int) -> HttpResponse:
    """Mend the name of somebody."""
    row = access.user(reach_of(request.actor, "create", "user"), today(), user_id)
    begun = {"version": row.version, "display_name": row.display_name}
    form = PersonNameForm(request.POST or None, initial=begun)

    def act() -> bool:
        version, name = form.cleaned_data["version"], form.cleaned_data["display_name"]
        accounts.correct_name(request.actor, user_id, version, name, at=now())
        return True

    if request.method == "POST" and attempt(form, act):
        say(request, "access.done.name_corrected")
        return redirect("person", user_id)
    context = {
        "title": gettext("What is the right name of %(name)s?")
        % {"name": shown_name(row.display_name)},
        "crumbs": [
            (gettext("People"), reverse("people")),
            (shown_name(row.display_name), _person_url(row)),
        ],
        "form": form,
        "submit": gettext("Save"),
        "back_url": _person_url(row),
    }
    return render(request, "frame/form_page.html", context, status=form_status(form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_reset(request: Request, user_id: int) -> HttpResponse:
    """Give somebody a one-time password, shown on this answer and never again."""
    row = access.user(reach_of(request.actor, "reset_password", "user"), today(), user_id)
    form = VersionedForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST":
        made = attempt(form, lambda: _reset(request, form, user_id))
        if made is not None:
            return shown_once(request, [made])
    context = {
        "title": gettext("New password for %(name)s") % {"name": shown_name(row.display_name)},
        "lead": gettext(
            "The system makes a one-time password. The present one no longer holds, and whoever "
            "is signed in with it is signed out at once."
        ),
        "crumbs": [
            (gettext("People"), reverse("people")),
            (shown_name(row.display_name), _person_url(row)),
        ],
        "form": form,
        "submit": gettext("Make a one-time password"),
        "back_url": _person_url(row),
    }
    return render(request, "frame/form_page.html", context, status=form_status(form))


@require_POST
def person_switch(request: Request, user_id: int, to: str) -> HttpResponse:
    """Close an account, or open it again."""
    act = accounts.enable_user if to == "open" else accounts.disable_user
    act(request.actor, user_id, sent_version(request), at=now())
    say(request, "access.done.account_open" if to == "open" else "access.done.account_closed")
    return redirect("person", user_id)


@require_POST
def person_erase(request: Request, user_id: int) -> HttpResponse:
    """Forget the name behind a closed account."""
    accounts.erase_user(request.actor, user_id, sent_version(request), at=now())
    say(request, "access.done.account_erased")
    return redirect("person", user_id)


def shown_once(request: Request, made: Sequence[FirstPassword]) -> HttpResponse:
    """The page with one-time passwords: an answer to a form, so nothing shows it again."""
    context = {
        "title": gettext("Hand over these passwords now"),
        "lead": gettext(
            "They are shown this once and kept nowhere. Each is changed at the first sign-in."
        ),
        "crumbs": [(gettext("People"), reverse("people")), (gettext("One-time passwords"), "")],
        "passwords": made,
        "back_url": reverse("people"),
    }
    return render(request, "access/passwords.html", context)


def _open(request: Request, form: AccountForm) -> FirstPassword:
    chosen = form.cleaned_data
    made = accounts.one_time_password()
    account = accounts.NewAccount(chosen["username"], chosen["display_name"], made)
    at = now()
    accounts.create_user(request.actor, account, at=at, lasting=lasting())
    names = account.username.strip(), account.display_name.strip()
    return FirstPassword(*names, made, at + lasting())


def _reset(request: Request, form: VersionedForm, user_id: int) -> FirstPassword:
    version, until = form.cleaned_data["version"], lasting()
    return let_in(accounts.reset_password(request.actor, user_id, version, at=now(), lasting=until))


urlpatterns = [
    path("people/", people, name="people"),
    path("people/new/", person_new, name="person_new"),
    path("people/<row:user_id>/", person, name="person"),
    path("people/<row:user_id>/name/", person_name, name="person_name"),
    path("people/<row:user_id>/password/", password_reset, name="password_reset"),
    path("people/<row:user_id>/close/", person_switch, {"to": "closed"}, name="person_close"),
    path("people/<row:user_id>/erase/", person_erase, name="person_erase"),
    path("people/<row:user_id>/open/", person_switch, {"to": "open"}, name="person_open"),
]
