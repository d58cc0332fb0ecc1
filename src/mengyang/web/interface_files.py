"""附件接口 — how the API's description tells of routes that answer with a file."""

from typing import Any

from mengyang.web.downloads import OCTETS

# `openapi_extra` of such a route.
FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file",
            "content": {OCTETS: {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
