"""账号导入 — accounts and posts from Excel: a form, a verdict on each row, all or nothing."""

from collections.abc import Sequence

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mengyang.actions import account_import as actions
from mengyang.actions.accounts import FirstPassword
from mengyang.core.appointments import ADMINISTRATORS
from mengyang.formats.entry_form import EntryForm, FormColumn, FormSheet
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.notices import say
from mengyang.web.one_time import lasting
from mengyang.web.pages.people import shown_once
from mengyang.web.request import Request, reach_of
from mengyang.web.sheet_import import Kept, SheetImport, crumbs, form_file, import_page
from mengyang.web.terms import family_words

SCREENS = (
    Screen("people-import", "/people/import/", account="system-admin"),
    Screen("posts-import", "/people/posts/import/", account="security-admin"),
)


def accounts_form() -> EntryForm:
    """账号表 — who gets an account."""
    columns = (
        FormColumn("username", gettext("Account")),
        FormColumn("display_name", gettext("Full name")),
    )
    told = gettext("One account a row. Accounts get a one-time password when they are imported.")
    return EntryForm("accounts", 1, (FormSheet("accounts", gettext("Accounts"), told, columns),))


def posts_form() -> EntryForm:
    """任职表 — who holds which post, from when until when."""
    roles = tuple(word for code, word in family_words("roles") if code not in ADMINISTRATORS)
    columns = (
        FormColumn("username", gettext("Account")),
        FormColumn("role", gettext("Role"), 24, roles),
        FormColumn("unit", gettext("Unit"), 36),
        FormColumn("from_day", gettext("From")),
        FormColumn("until_day", gettext("Until")),
    )
    told = gettext("One post a row; the unit by its official name, days as 2026-03-31.")
    return EntryForm("posts", 1, (FormSheet("posts", gettext("Posts"), told, columns),))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: Request) -> HttpResponse:
    """Import accounts; their one-time passwords are shown on the last answer."""
    reach_of(request.actor, "create", "user")
    return import_page(request, _accounts())


@require_safe
def people_import_form(request: Request) -> FileResponse:
    """The form of accounts."""
    reach_of(request.actor, "create", "user")
    return form_file(_accounts())


@require_http_methods(["GET", "HEAD", "POST"])
def posts_import(request: Request) -> HttpResponse:
    """Import posts."""
    reach_of(request.actor, "grant", "user")
    return import_page(request, _posts())


@require_safe
def posts_import_form(request: Request) -> FileResponse:
    """The form of posts."""
    reach_of(request.actor, "grant", "user")
    return form_file(_posts())


def _accounts() -> SheetImport:
    return SheetImport(
        title=gettext("Which accounts shall be opened?"),
        lead=gettext("Fill in the form and upload it. Posts are granted afterwards."),
        file_name=_file_name(gettext("accounts")),
        form=accounts_form,
        check=lambda request, lines: actions.check_accounts(request.actor, lines),
        act=_import_accounts,
        crumbs=lambda: crumbs(gettext("People"), reverse("people")),
        template_url=reverse("people_import_form"),
        back_url=reverse("people"),
    )


def _posts() -> SheetImport:
    return SheetImport(
        title=gettext("Which posts shall be granted?"),
        lead=gettext("Fill in the form and upload it. Administrators are appointed one by one."),
        file_name=_file_name(gettext("posts")),
        form=posts_form,
        check=lambda request, lines: actions.check_posts(request.actor, lines, day=today()),
        act=_import_posts,
        crumbs=lambda: crumbs(gettext("People"), reverse("people")),
        template_url=reverse("posts_import_form"),
        back_url=reverse("people"),
    )


def _import_accounts(request: Request, kept: Kept) -> HttpResponse:
    return shown_once(request, _opened(request, kept))


def _opened(request: Request, kept: Kept) -> Sequence[FirstPassword]:
    return actions.import_accounts(request.actor, kept.lines, at=now(), lasting=lasting())


def _import_posts(request: Request, kept: Kept) -> HttpResponse:
    count = actions.import_posts(request.actor, kept.lines, at=now())
    say(request, "access.done.posts_imported", count=count)
    return redirect("people")


def _file_name(what: str) -> str:
    return f"{what}-{today().isoformat()}.xlsx"


urlpatterns = [
    path("people/import/", people_import, name="people_import"),
    path("people/import/form/", people_import_form, name="people_import_form"),
    path("people/posts/import/", posts_import, name="posts_import"),
    path("people/posts/import/form/", posts_import_form, name="posts_import_form"),
]
