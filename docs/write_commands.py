"""Writes docs/reference/commands.md from the verbs themselves, so that it cannot drift.

Run it as `.venv/bin/python docs/write_commands.py`; a test compares the page with what this writes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from bitgil.cli import verbs
from bitgil.folder import modules_in

PAGE = Path(__file__).parent / "reference" / "commands.md"

HEAD = """\
# Commands · 명령

*This page is written by `docs/write_commands.py` from the verbs in `bitgil/cli/verbs`; do not edit it.*

`make run` puts the command at `.venv/bin/bitgil`. It speaks Korean where the machine's locale is Korean and
English otherwise; `--lang ko` or `--lang en` after the verb decides. It ends with 0 when all is well, with 1
when there are Problems and with 2 when it refuses. Verbs that take a folder work on that draft; what is in
force is kept as acts in `var/`, and changes only by `bitgil import` with a reason.

명령은 `make run`이 `.venv/bin/bitgil`에 둡니다. 폴더를 받는 명령은 그 초안을 다룹니다. 시행 중인 계획은
`var/`에 행위로 남으며, 사유를 붙인 `bitgil import`로만 바뀝니다.
"""


def page() -> str:
    """Return the whole page."""
    return HEAD + "".join(section(name.rstrip("_"), module) for name, module in modules_in(verbs).items())


def section(verb: str, module: ModuleType) -> str:
    """Return one verb: its help in both languages, how it is called, and its arguments; or its deeds."""
    if hasattr(module, "__path__"):
        deeds = (section(f"{verb} {name}", deed) for name, deed in modules_in(module).items())
        return f"\n## {verb}\n\n{module.HELP.en} · {module.HELP.ko}\n{''.join(deeds)}"
    ko, en = (spelled(verb, module, language) for language in ("ko", "en"))
    call = " ".join(("bitgil", verb, *(name for name, _ in en)))
    rows = "".join(
        f"| `{name}` | {said} | {meant} |\n" for (name, said), (_, meant) in zip(en, ko, strict=True)
    )
    table = f"\n| argument | | 뜻 |\n|---|---|---|\n{rows}" if rows else ""
    return f"\n## {verb}\n\n{module.HELP.en} · {module.HELP.ko}\n\n    {call}\n{table}"


def spelled(verb: str, module: ModuleType, language: str) -> list[tuple[str, str]]:
    """Return every argument of a verb as it is typed, with its help in one language."""
    parser = argparse.ArgumentParser(verb, add_help=False)
    module.arguments(parser, language)
    return list(_arguments(parser))


def _arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in parser._actions:  # noqa: SLF001  argparse offers no public way to look
        value = action.metavar or action.dest.upper()
        if not action.option_strings:
            name = f"[{value}]" if action.nargs == "?" else str(value)
        else:
            name = action.option_strings[-1] + ("" if action.nargs == 0 else f" {value}")
            name = name if action.required else f"[{name}]"
        yield name, action.help or ""


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE}")
