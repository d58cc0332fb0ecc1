"""附件下载 — what API routes that answer with a file have in common: always a download."""

from typing import IO, Any

from django.http import FileResponse

MEDIA_TYPE = "application/octet-stream"
# `openapi_extra` of such a route.
FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file",
            "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


def download(opened: IO[bytes], file_name: str) -> FileResponse:
    """The file under its name; the response closes it."""
    return FileResponse(opened, as_attachment=True, filename=file_name, content_type=MEDIA_TYPE)
