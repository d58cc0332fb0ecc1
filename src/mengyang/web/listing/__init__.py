"""列表 — the one component behind every list: filter, sort, keyset paging, export."""

from mengyang.web.listing.records import Button, Column, Filter, Kind, Listing
from mengyang.web.listing.respond import respond
from mengyang.web.listing.show import Table, table

__all__ = ["Button", "Column", "Filter", "Kind", "Listing", "Table", "respond", "table"]
