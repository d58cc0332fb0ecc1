"""What the guides tell to type 手册中的命令: every command of ours is one that there is."""

import re
import shlex
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, load_command_class

from mengyang.cli import command_names
from tests.conftest import ROOT

GUIDES = sorted([*(ROOT / "docs" / "how-to").glob("*.md"), *ROOT.glob("README*.md")])
BLOCKS = re.compile(r"```sh\n(.*?)```", re.DOTALL)
# The command and what follows, up to the end of the line, a remark, a redirection, another command.
TYPED = re.compile(r"(?:^|[;&] |=\S+ )(?:\S*/)?mengyang ([a-z][^#\n;|<>&`]*)", re.MULTILINE)
NAMED = re.compile(r"`mengyang ([a-z-]+)[^`]*`")
# Not one of Django's: `test_cli_read.py` has it.
OTHER = "read"


def guides() -> Iterator[tuple[str, str]]:
    """The name and the text of each."""
    for guide in GUIDES:
        yield guide.name, guide.read_text(encoding="utf-8")


def typed() -> Iterator[tuple[str, str]]:
    """Each command line of a guide, with the guide's name."""
    for name, text in guides():
        for block in BLOCKS.findall(text):
            yield from ((name, line.strip()) for line in TYPED.findall(block))


COMMANDS = sorted({each for each in typed() if each[1].split()[0] != OTHER})


def test_the_lines_of_the_operators_guide_are_found() -> None:
    lines = {line for guide, line in COMMANDS if guide == "operate.md"}
    names = {line.split()[0] for line in lines}
    assert {"init", "check", "restore", "upgrade", "serve", "audit"} <= names
    assert "serve --port 8001" in lines


def test_a_command_that_is_named_is_one_that_there_is() -> None:
    named = {(guide, name) for guide, text in guides() for name in NAMED.findall(text)}
    assert {name for _, name in named} <= {*command_names(), OTHER}, named


@pytest.mark.parametrize(("guide", "line"), COMMANDS)
def test_a_line_to_type_is_one_that_the_command_takes(guide: str, line: str) -> None:
    name, *arguments = shlex.split(line)
    assert name in command_names()
    parser = load_command_class("mengyang.web", name.replace("-", "_")).create_parser("", name)
    try:
        parser.parse_args(arguments)
    except CommandError as fault:
        pytest.fail(f"{guide}: mengyang {line}: {fault}")
    except SystemExit as ended:
        # --help
        assert not ended.code
