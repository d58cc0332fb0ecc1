"""网址部件 — the parts addresses are made of; what does not fit is simply not found."""


class RowNumber:
    """行号 — `<row:task_id>`: a number a row can have, so that no address overflows one."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The digits."""
        return str(value)
