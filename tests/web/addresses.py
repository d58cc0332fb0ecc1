"""Every address of the pages 网址清单, with its parameters filled."""

import re
from functools import cache
from inspect import getsource, unwrap

from django.test import Client
from django.urls import URLPattern, get_resolver

# Addresses that answer a GET and are no page to be pictured, each with its reason.
NO_PAGES = {
    "code": "stands between the password and the code of whoever has a device",
    "oidc_begin": "leads on to the provider",
    "oidc_return": "is where the provider leads back to",
    "healthz": "is asked by machines",
    "healthz_live": "is asked by machines",
    "metrics": "is asked by machines",
    "ledger_sheet": "shows a file that somebody has just sent",
    "people_import_form": "is an Excel file",
    "posts_import_form": "is an Excel file",
    "directory_workbook": "is an Excel file",
    "plan_export": "is an Excel file",
    "document_file": "is the original file",
    "evidence": "is a file",
    "reply_sheet": "is a file",
    "verdict_scan": "is a file",
    "paper_copy": "hands out a file",
    "edition_photograph": "is a picture",
    "public_photograph": "is a picture",
    "public_package": "is a zip",
    "public_content": "is JSON",
    "division_scan": "is a file",
    "incoming_scan": "is a file",
    "matter_scan": "is a file",
    "meeting_minutes": "is a file",
}
PART = re.compile(r"<(?:(\w+):)?(\w+)>")


@cache
def addresses() -> dict[str, str]:
    """Name → an address whose numbers are 1 and whose texts are `x`."""
    return {name: fill(route, "1", "x") for name, route in routes().items()}


@cache
def routes() -> dict[str, str]:
    """Name → route as it is written."""
    patterns = get_resolver("mengyang.web.site.urls").url_patterns
    pages = (pattern for pattern in patterns if isinstance(pattern, URLPattern))
    return {str(pattern.name): str(pattern.pattern) for pattern in pages}


@cache
def lists() -> frozenset[str]:
    """The names of the pages whose views answer with a list."""
    patterns = get_resolver("mengyang.web.site.urls").url_patterns
    pages = (pattern for pattern in patterns if isinstance(pattern, URLPattern))
    return frozenset(
        str(pattern.name) for pattern in pages if "respond(" in getsource(unwrap(pattern.callback))
    )


def fill(route: str, number: str, text: str) -> str:
    """An address of the route."""
    return "/" + PART.sub(lambda part: number if part[1] in ("row", "int") else text, route)


def answers_a_get(client: Client) -> set[str]:
    """The names of the addresses that take a GET at all: the others answer 405 before all else."""
    return {name for name, address in addresses().items() if client.get(address).status_code != 405}
