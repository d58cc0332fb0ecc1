"""Every address of the pages 网址清单, with its parameters filled."""

import re
from functools import cache

from django.urls import URLPattern, get_resolver

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


def fill(route: str, number: str, text: str) -> str:
    """An address of the route."""
    return "/" + PART.sub(lambda part: number if part[1] in ("row", "int") else text, route)
