"""Screenshots 界面截图: docs/screens/<page>-<lang>.png of every page that declares a SCREEN.

Builds a demo in a temporary folder, serves it, signs in as the account of each screen and takes
its page in Chinese and in English, 1280 wide, and 390 wide where it is made for the phone.
Names as arguments take only those screens: scripts/screens.py sign-in units
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "screens"


def main(names: list[str]) -> int:
    """Take the screens; 1 where one could not be opened or a page complained."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    # Always of one name, for the page of the settings shows it.
    folder = Path(tempfile.gettempdir()) / "mengyang-screens"
    try:
        folder.mkdir()
    except FileExistsError:
        print(f"{folder} is in use by another run, or left over: remove it", file=sys.stderr)
        return 1
    try:
        var = folder / "var"
        var.mkdir()
        os.environ |= {
            "MENGYANG_VAR": str(var),
            "DJANGO_SETTINGS_MODULE": "mengyang.web.site.settings",
        }
        import django

        django.setup()
        # The pages that declare the screens can be imported only now.
        from tests.browser.photographs import photograph

        complaints = photograph(var, TARGET, names)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
