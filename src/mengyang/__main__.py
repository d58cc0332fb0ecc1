"""蒙养 — `python -m mengyang` is the command `mengyang`."""

import sys

from mengyang.cli import main

if __name__ == "__main__":
    sys.exit(main())
