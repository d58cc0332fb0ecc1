"""文件上限 — the size of the largest file that a page or a route of the API takes."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import resolve

# Where evidence, a whole ledger or the list of all official codes is sent; the files of all other
# addresses are documents and filled-in forms.
LARGE_ADDRESSES = frozenset(
    {"task_attach", "api:attach", "codes_upload", "api:keep_list"}
    | {"ledger_import", "api:import_ledger"}
)


def limit_of(request: HttpRequest) -> int:
    """The size in bytes of the largest file that the address of the request takes."""
    environment = settings.ENVIRONMENT
    try:
        is_large = resolve(request.path_info).view_name in LARGE_ADDRESSES
    except Http404:
        is_large = False
    return int(environment.evidence_limit_bytes if is_large else environment.upload_limit_bytes)
