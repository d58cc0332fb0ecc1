"""发送渠道检查 — what is wrong with the settings of mail and webhook."""

from collections.abc import Iterator
from email.utils import parseaddr
from urllib.parse import urlsplit

from mengyang import packs
from mengyang.core.findings import Finding, Level
from mengyang.web.site.environment import Environment

SECURITIES = ("starttls", "ssl", "none")
SHORTEST_SECRET = 16


def sending_faults(environment: Environment) -> Iterator[Finding]:
    """Each setting that would let no notice out, or make none."""
    known = packs.escalations()
    if environment.escalation not in known:
        params = {"value": environment.escalation, "known": "、".join(known)}
        yield Finding("check.found.escalation", Level.ERROR, params, "check.hint.escalation")
    if environment.mail_host:
        yield from _mail(environment)
    if environment.webhook_url:
        yield from _webhook(environment)


def _mail(environment: Environment) -> Iterator[Finding]:
    hint = "check.hint.mail"
    if "@" not in parseaddr(environment.mail_from)[1]:
        yield Finding("check.found.mail_from", Level.ERROR, hint=hint)
    if environment.mail_security not in SECURITIES:
        params = {"value": environment.mail_security}
        yield Finding("check.found.mail_security", Level.ERROR, params, hint)
    if environment.mail_user and environment.mail_security == "none":
        yield Finding("check.found.mail_open", Level.WARNING, hint=hint)


def _webhook(environment: Environment) -> Iterator[Finding]:
    hint = "check.hint.webhook"
    try:
        parts = urlsplit(environment.webhook_url)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address:
        yield Finding("check.found.webhook_url", Level.ERROR, hint=hint)
    if len(environment.webhook_secret) < SHORTEST_SECRET:
        params = {"length": SHORTEST_SECRET}
        yield Finding("check.found.webhook_secret", Level.ERROR, params, hint)
