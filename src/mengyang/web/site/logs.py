"""日志 — one file a day below `MENGYANG_VAR/logs`, kept for thirty days; processes share it.

A line is written at once by a single append, so that several processes never mix or rotate each
other's file away. A disk that refuses costs the line, never the request.
"""

import contextlib
import logging
import os
import time
from pathlib import Path

from mengyang.web.site.log_lines import LogLines

KEPT_FILES = 30
LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"


class DailyFile(logging.Handler):
    """Appends to `<name>-<day>.log`; the day is that of the record."""

    def __init__(self, folder: str, name: str) -> None:
        super().__init__()
        self._folder, self._name = Path(folder), name
        self._day, self._handle = "", -1

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        try:
            os.write(self._opened(record), f"{self.format(record)}\n".encode())
        except OSError:
            self._day = ""

    def close(self) -> None:
        """Let go of the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle, self._day = -1, ""
        super().close()

    def _opened(self, record: logging.LogRecord) -> int:
        day = time.strftime("%Y%m%d", time.localtime(record.created))
        if day != self._day:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._handle >= 0:
                os.close(self._handle)
            place = self._folder / f"{self._name}-{day}.log"
            self._handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            self._day = day
            self._drop_older()
        return self._handle

    def _drop_older(self) -> None:
        files = sorted(self._folder.glob(f"{self._name}-????????.log"))
        for path in files[:-KEPT_FILES]:
            with contextlib.suppress(OSError):
                path.unlink()


def logging_settings(var: Path, *, debug: bool = False) -> dict[str, object]:
    """Warnings to the console as well; one line a request to the file alone.

    Only a developer's console shows faults with the values in them.
    """
    console = {"class": "logging.StreamHandler"}
    file = {"class": "mengyang.web.site.logs.DailyFile", "folder": str(var / "logs")}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": LogLines, "format": LINE}},
        "handlers": {
            "console": console if debug else {**console, "formatter": "line"},
            "requests": {**file, "name": "requests", "formatter": "line"},
            "faults": {**file, "name": "faults", "formatter": "line", "level": "WARNING"},
        },
        "root": {"handlers": ["console", "faults"], "level": "WARNING"},
        "loggers": {
            "mengyang.requests": {"handlers": ["requests"], "level": "INFO", "propagate": False}
        },
    }
