"""密级查看子进程 — `python -m mengyang.formats.mark_worker`: does a file bear a secrecy mark.

As the reading process, but the text is not read any further: `reading` stays empty.
"""

import sys

from mengyang.formats.worker import serve


def main() -> int:
    """Look one file through."""
    return serve(lambda _found: {})


if __name__ == "__main__":
    sys.exit(main())
