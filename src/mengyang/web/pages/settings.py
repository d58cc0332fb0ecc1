"""运行状况 — the configuration in force, what is wrong with it, and whether the house is fit."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mengyang.actions.health import health
from mengyang.web.clock import now
from mengyang.web.declared import MenuEntry, Screen
from mengyang.web.request import Request, reach_of
from mengyang.web.site.faults import configuration_faults
from mengyang.web.site.programs import missing_programs
from mengyang.web.site.shown import shown_settings

MENU = (
    MenuEntry(gettext_noop("System status"), "settings", order=95, action="see", kind="setting"),
)
SCREENS = (Screen("settings", "/settings/", account="system-admin"),)


@never_cache
@require_safe
def settings_page(request: Request) -> HttpResponse:
    """What `mengyang check` prints, on a page."""
    reach_of(request.actor, "see", "setting")
    found = health(settings.ENVIRONMENT.var, at=now())
    context = {
        "title": gettext("Is the system healthy, and how is it set up?"),
        "lead": gettext("Settings come from the environment of the server only."),
        "findings": [
            *(finding for _, finding in found.checks),
            *configuration_faults(),
            *missing_programs(),
        ],
        "settings": shown_settings(),
        "is_ready": found.is_ready,
    }
    return render(request, "frame/settings.html", context)


urlpatterns = [path("settings/", settings_page, name="settings")]
