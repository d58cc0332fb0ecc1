"""更正批示页面 — an instruction entered from paper is set right on the page of its paper."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from mengyang.actions.incoming_instructions import SheetWords, correct_instruction
from mengyang.web.clock import now
from mengyang.web.division_rows import sent_day
from mengyang.web.forms import sent_version
from mengyang.web.notices import say
from mengyang.web.request import Request


@require_POST
def correct(request: Request, paper_id: int, instruction_id: int) -> HttpResponse:
    """Set it right as its sheet reads."""
    words = SheetWords(
        leader_name=request.POST.get("leader_name", ""),
        leader_post=request.POST.get("leader_post", ""),
        text=request.POST.get("text", ""),
        given_on=sent_day(request.POST, "given_on"),
    )
    correct_instruction(request.actor, instruction_id, sent_version(request), words, at=now())
    say(request, "incoming.done.correct_instruction")
    return redirect("incoming_paper", paper_id)


urlpatterns = [
    path(
        "incoming/<row:paper_id>/instructions/<row:instruction_id>/",
        correct,
        name="incoming_instruction",
    ),
]
