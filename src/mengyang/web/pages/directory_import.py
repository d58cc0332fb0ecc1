"""名录导入 — areas, units, aliases and members out as a workbook, edited, looked at, taken back."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from mengyang.actions import directory_import as actions
from mengyang.web.clock import now, today
from mengyang.web.declared import Screen
from mengyang.web.directory_form import directory_form
from mengyang.web.notices import say
from mengyang.web.request import Request, reach_of
from mengyang.web.sheet_import import Kept, SheetImport, crumbs, form_file, import_page

SCREENS = (Screen("directory-import", "/units/import/", account="system-admin"),)


@require_http_methods(["GET", "HEAD", "POST"])
def directory_import(request: Request) -> HttpResponse:
    """See what an edited workbook would change, then change it."""
    reach_of(request.actor, "manage", "unit")
    return import_page(request, _directory(request))


@require_safe
def directory_workbook(request: Request) -> FileResponse:
    """The directory as it is today."""
    reach_of(request.actor, "manage", "unit")
    return form_file(_directory(request))


def _directory(request: Request) -> SheetImport:
    return SheetImport(
        title=gettext("What shall change in the directory?"),
        lead=gettext(
            "Take the directory home, change it and upload it again. What differs is shown row by "
            "row before anything is written; a row that is left out changes nothing."
        ),
        file_name=f"{gettext('directory')}-{today().isoformat()}.xlsx",
        form=lambda: directory_form(lambda: actions.read_directory(request.actor, day=today())),
        check=lambda given, lines: (
            actions.check_directory(given.actor, lines, day=today()).verdicts
        ),
        act=_import,
        crumbs=lambda: crumbs(gettext("Units"), reverse("units")),
        template_url=reverse("directory_workbook"),
        back_url=reverse("units"),
        template_label=gettext("Download the directory"),
    )


def _import(request: Request, kept: Kept) -> HttpResponse:
    count = actions.import_directory(request.actor, kept.lines, kept.stamp, at=now())
    say(request, "registry.done.imported", count=count)
    return redirect("units")


urlpatterns = [
    path("units/import/", directory_import, name="directory_import"),
    path("units/import/workbook/", directory_workbook, name="directory_workbook"),
]
