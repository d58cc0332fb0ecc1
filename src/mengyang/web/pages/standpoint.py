"""办理身份 — choosing as whom one works: all own units, one of them, or for somebody else."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.http import require_POST

from mengyang.web.clock import today
from mengyang.web.declared import Screen
from mengyang.web.notices import say
from mengyang.web.request import Request
from mengyang.web.standpoint import choose

SCREENS = (
    Screen(
        "home-standpoint", "/", account="personnel", follow=(".standpoint summary",), phone=True
    ),
)


@require_POST
def standpoint(request: Request) -> HttpResponse:
    """Keep the choice for this session; the home page shows what is due from there."""
    choose(request, request.POST.get("standpoint", ""), today())
    say(request, "access.done.standpoint")
    return HttpResponseRedirect("/")


urlpatterns = [path("standpoint/", standpoint, name="standpoint")]
