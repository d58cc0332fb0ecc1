"""征求意见 — the clock of a round, who is silent; a unit's own page to reply; replies on paper."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mengyang.actions import comment_rounds as actions
from mengyang.actions.comment_rounds import OpinionDraft, PaperReply, ReplyWords, RoundDraft
from mengyang.actions.evidence import EvidenceUpload, Shelf
from mengyang.core.access import scope
from mengyang.core.findings import Refused
from mengyang.core.ledger.division import Asked, Reply, clock, to_remind
from mengyang.store.reads import divisions as reads
from mengyang.store.reads.asked import is_id
from mengyang.store.reads.divisions import AskedRow, ItemRow, RoundRow
from mengyang.web import division_rows as rows
from mengyang.web.asked_replies import asked_replies
from mengyang.web.asked_units import asked_listing
from mengyang.web.clock import now, today
from mengyang.web.declared import HomeCard, Screen
from mengyang.web.division_frame import division_screen, frame
from mengyang.web.downloads import kept_file
from mengyang.web.forms import sent_version
from mengyang.web.listing import respond
from mengyang.web.lit import named
from mengyang.web.notices import say
from mengyang.web.refusal import worded
from mengyang.web.request import Request
from mengyang.web.task_forms import EVIDENCE_TYPES

# From how many days before the day on a unit without a reply is listed to be reminded.
REMIND_WITHIN_DAYS = 3


@require_safe
def rounds(request: Request, division_id: int) -> HttpResponseBase:
    """Every round with whoever was asked; the open one with its clock."""
    context = frame(request, division_id, "division_rounds")
    reach = scope(request.actor, "see", "division")
    sent = reads.rounds(reach, today(), division_id)
    context["rounds"] = [_shown(each) for each in reversed(sent)]
    listing = asked_listing(context, [each.number for each in reversed(sent)])
    return respond(request, listing, context, "divisions/rounds.html")


@require_POST
def send(request: Request, division_id: int) -> HttpResponse:
    """Send the draft for comment."""
    due_on = rows.sent_day(request.POST, "reply_due_on")
    if due_on is None:
        raise Refused("divisions.refused.reply_day", "divisions.hint.later_day")
    terms = RoundDraft(
        reply_due_on=due_on,
        term_words=request.POST.get("term_words", "").strip(),
        silence_is_consent=bool(request.POST.get("silence_is_consent")),
    )
    actions.send_for_comment(request.actor, division_id, sent_version(request), terms, at=now())
    say(request, "divisions.done.sent", day=due_on)
    return redirect("division_rounds", division_id)


@require_POST
def remind(request: Request, division_id: int) -> HttpResponse:
    """Note that units without a reply were reminded."""
    units = [int(each) for each in request.POST.getlist("unit") if is_id(each)]
    number = actions.remind_units(request.actor, division_id, units, at=now())
    say(request, "divisions.done.reminded", number=number)
    return redirect("division_rounds", division_id)


@require_POST
def close(request: Request, division_id: int) -> HttpResponse:
    """Close the round and go on to settling."""
    silent = actions.close_comment_round(
        request.actor, division_id, sent_version(request), at=now()
    )
    say(request, "divisions.done.closed", number=silent)
    return redirect("division_opinions", division_id)


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request, asked_id: int) -> HttpResponse:
    """What the draft would bind my unit to, and my unit's reply."""
    reach = scope(request.actor, "reply", "division")
    asked = reads.asked_unit(reach, today(), asked_id)
    items = reads.items(reach, today(), asked.division_id, asked.item_ids)
    if request.method == "POST":
        seen = (asked_id, sent_version(request))
        try:
            actions.reply_round(request.actor, *seen, _said(request, asked), at=now())
        except Refused as refused:
            return _again(request, _context(request, asked, items), refused)
        say(request, "divisions.done.replied")
        return redirect("home")
    return render(request, "divisions/reply.html", _context(request, asked, items))


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request, asked_id: int) -> HttpResponse:
    """Enter a reply that a unit gave on paper, with its scan."""
    reach = scope(request.actor, "record", "division")
    asked = reads.asked_unit(reach, today(), asked_id)
    items = reads.items(reach, today(), asked.division_id, asked.item_ids)
    context = _context(request, asked, items) | {
        "title": gettext("What does the unit say to its tasks?"),
        "is_paper": True,
        "accept": EVIDENCE_TYPES,
        "crumbs": [
            (gettext("Divisions of work"), reverse("divisions")),
            (asked.division_title, reverse("division_rounds", args=[asked.division_id])),
            (gettext("Reply on paper"), ""),
        ],
    }
    if request.method == "POST":
        version = sent_version(request)
        try:
            paper = _paper(request, _said(request, asked))
            actions.record_reply(request.actor, asked_id, version, paper, at=now())
        except Refused as refused:
            return _again(request, context, refused)
        say(request, "divisions.done.recorded", unit=named(asked.unit))
        return redirect("division_rounds", asked.division_id)
    return render(request, "divisions/reply.html", context)


@require_safe
def scan(request: Request, asked_id: int) -> FileResponse:
    """The scan of a reply on paper, always as a download."""
    folder = settings.ENVIRONMENT.var / "files"
    found = actions.open_scan(request.actor, asked_id, folder, day=today())
    return kept_file(found.path, found.file_name)


def _shown(sent: RoundRow) -> dict[str, Any]:
    asked = [Asked(each.unit.id, Reply(each.reply)) for each in sent.asked]
    is_open = sent.closed_on is None
    replied = sum(each.reply not in ("waiting", "silent") for each in sent.asked)
    return {
        "round": sent,
        "clock": clock(sent.reply_due_on, today()) if is_open else None,
        "late": to_remind(asked, sent.reply_due_on, today(), REMIND_WITHIN_DAYS) if is_open else {},
        "replied": replied,
        "waiting": [each for each in sent.asked if each.reply == "waiting"],
    }


def _context(request: Request, asked: AskedRow, items: tuple[ItemRow, ...]) -> dict[str, Any]:
    said = {each.item_id: each for each in asked.opinions}
    reach = scope(
        request.actor, "reply" if not request.path.endswith("record/") else "record", "division"
    )
    division = reads.division(reach, today(), asked.division_id)
    return {
        "title": gettext("What does my unit say to its tasks?"),
        "crumbs": [(asked.division_title, "")],
        "asked": asked,
        "clock": clock(asked.reply_due_on, today()),
        "tasks": [(each, said.get(each.id)) for each in items],
        "units": rows.units_of(request, division),
        "today": today(),
    }


def _said(request: Request, asked: AskedRow) -> ReplyWords:
    """Opinions on the tasks that were marked so; words for all of it."""
    opinions = tuple(
        OpinionDraft(
            item_id=item_id,
            words=request.POST.get(f"words-{item_id}", "").strip(),
            opinion_kind=stance,
            other_unit_id=rows.sent_unit(request.POST, f"unit-{item_id}"),
            other_day=rows.sent_day(request.POST, f"day-{item_id}"),
        )
        for item_id in asked.item_ids
        if (stance := request.POST.get(f"stance-{item_id}", "")) in ("objection", "proposal")
    )
    return ReplyWords(request.POST.get("words", "").strip(), opinions)


def _again(request: Request, context: dict[str, Any], refused: Refused) -> HttpResponse:
    """The page as it was filled in: a stance that falls back to 无意见 would bind the unit."""
    answer = worded(refused)
    messages.error(request, answer.message, extra_tags=answer.hint)
    names = {unit["id"]: unit["name"] for unit in context["units"]}
    tasks = [
        (item, rows.typed_opinion(request.POST, item.id, names)) for item, _ in context["tasks"]
    ]
    typed = {"tasks": tasks, "typed": request.POST}
    return render(request, "divisions/reply.html", context | typed, status=answer.status)


def _paper(request: Request, said: ReplyWords) -> PaperReply:
    file = request.FILES.get("scan")
    if file is None:
        raise Refused("divisions.refused.scan_missing", "divisions.hint.scan")
    environment = settings.ENVIRONMENT
    shelf = Shelf(environment.var / "files", environment.evidence_limit_bytes)
    on = rows.sent_day(request.POST, "replied_on") or today()
    return PaperReply(said, EvidenceUpload(file.read(), file.name or ""), on, shelf)


HOME = (HomeCard("divisions/home.html", asked_replies, order=4, is_mine=True),)
_ROUNDS = ".tabs a[href$='/rounds/']"
SCREENS = (
    division_screen("division-rounds", "commenting", _ROUNDS),
    division_screen("division-record", "commenting", _ROUNDS, "main a[href$='/record/']"),
    Screen(
        "division-reply", "/", account="housing", follow=("main a[href^='/replies/']",), phone=True
    ),
)
urlpatterns = [
    path("divisions/<row:division_id>/rounds/", rounds, name="division_rounds"),
    path("divisions/<row:division_id>/send/", send, name="division_send"),
    path("divisions/<row:division_id>/remind/", remind, name="division_remind"),
    path("divisions/<row:division_id>/close/", close, name="division_close"),
    path("replies/<row:asked_id>/", reply, name="division_reply"),
    path("replies/<row:asked_id>/record/", record, name="division_record"),
    path("replies/<row:asked_id>/scan/", scan, name="division_scan"),
]
