"""发送渠道 — mail over SMTP and a signed webhook; each says the code of its fault, or nothing.

Every attempt of one delivery bears the same number: as Message-ID of the mail, as the header
`X-Mengyang-Delivery` of the webhook.
"""

import hashlib
import hmac
import json
import logging
import smtplib
import ssl
import urllib.request
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from http.client import HTTPException
from types import MappingProxyType
from urllib.error import HTTPError

from django.conf import settings

from mengyang import packs
from mengyang.actions.notice_sending import Carrier, Channels, Outgoing
from mengyang.core.ledger.deliveries import Channel
from mengyang.web.clock import now
from mengyang.web.site.environment import Environment

TIMEOUT_S = 20
_log = logging.getLogger(__name__)


def channels() -> Channels:
    """What the installation can send by, as it is configured."""
    environment: Environment = settings.ENVIRONMENT
    return Channels(bool(environment.mail_host), environment.webhook_url)


def carriers() -> Mapping[Channel, Carrier]:
    """The carriers of the channels that are configured."""
    can = channels()
    known: dict[Channel, Carrier] = {}
    if can.mail:
        known[Channel.MAIL] = send_mail
    if can.webhook:
        known[Channel.WEBHOOK] = post_webhook
    return MappingProxyType(known)


def send_mail(outgoing: Outgoing) -> str:
    """Send a notice by mail."""
    environment: Environment = settings.ENVIRONMENT
    try:
        with _mail_server(environment) as server:
            server.send_message(_mail(outgoing, environment.mail_from))
    except smtplib.SMTPRecipientsRefused:
        return _told("notices.fault.mail_recipient", outgoing)
    except smtplib.SMTPAuthenticationError:
        return _told("notices.fault.mail_sign_in", outgoing)
    except (OSError, smtplib.SMTPException):
        return _told("notices.fault.mail", outgoing)
    return ""


def post_webhook(outgoing: Outgoing) -> str:
    """Post a notice as JSON; `X-Mengyang-Signature` is the HMAC-SHA256 of `timestamp.body`."""
    environment: Environment = settings.ENVIRONMENT
    body = json.dumps(_content(outgoing), ensure_ascii=False, sort_keys=True).encode()
    timestamp = str(int(now().timestamp()))
    signed = hmac.new(
        environment.webhook_secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256
    )
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "X-Mengyang-Delivery": outgoing.key,
        "X-Mengyang-Timestamp": timestamp,
        "X-Mengyang-Signature": f"sha256={signed.hexdigest()}",
    }
    try:
        request = urllib.request.Request(outgoing.address, body, headers, method="POST")
        with _opener().open(request, timeout=TIMEOUT_S):
            return ""
    except HTTPError as error:
        error.close()
        return _told("notices.fault.webhook_refused", outgoing)
    except (OSError, HTTPException, ValueError):
        return _told("notices.fault.webhook", outgoing)


def _mail_server(environment: Environment) -> smtplib.SMTP:
    """A connection to the server, made safe as configured, the account signed in."""
    address = (environment.mail_host, environment.mail_port)
    if environment.mail_security == "ssl":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(*address, timeout=TIMEOUT_S, context=context)
    else:
        server = smtplib.SMTP(*address, timeout=TIMEOUT_S)
    try:
        if environment.mail_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if environment.mail_user:
            server.login(environment.mail_user, environment.mail_password)
    except BaseException:
        server.close()
        raise
    return server


def _mail(outgoing: Outgoing, sender: str) -> EmailMessage:
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    step = packs.terms()["notice_steps"][outgoing.step].zh
    # A heading is one line, whatever the title is.
    title = " ".join(outgoing.task_title.split())
    message = EmailMessage()
    message["Subject"] = f"【{step}】{outgoing.task_number} {title}"[:120]
    message["From"] = sender
    message["To"] = outgoing.address
    message["Date"] = format_datetime(outgoing.made_at)
    message["Message-ID"] = f"<{outgoing.key}@{domain}>"
    message.set_content(f"{outgoing.text}\n")
    return message


def _opener() -> urllib.request.OpenerDirector:
    """Follows no redirect and asks no proxy: what is signed goes where it was meant for."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _content(outgoing: Outgoing) -> dict[str, object]:
    return {
        "id": outgoing.key,
        "notice": outgoing.notice_id,
        "step": outgoing.step,
        "unit": outgoing.unit,
        "task": {
            "id": outgoing.task_id,
            "number": outgoing.task_number,
            "title": outgoing.task_title,
            "due_on": outgoing.due_on.isoformat() if outgoing.due_on else None,
        },
        "text": outgoing.text,
        "made_at": outgoing.made_at.isoformat(),
    }


def _told(fault: str, outgoing: Outgoing) -> str:
    """The fault in the log by numbers only: no address, no text, no name."""
    _log.warning("Delivery %s (attempt %s): %s", outgoing.id, outgoing.attempts, fault)
    return fault
