"""提示 — tells the person that it is done: a message code, worded, shown on the next page."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language

from mengyang.web.wording import word


def say(request: HttpRequest, code: str, **params: object) -> None:
    """Show the sentence of `code` above the next page."""
    messages.success(request, word(code, params, get_language() or "zh-hans"))
