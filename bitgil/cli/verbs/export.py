"""bitgil export FOLDER: write the files in force, now or on a day, byte for byte as they were accepted."""

from __future__ import annotations

import argparse

from bitgil.cli.asking import Refused, folder_argument
from bitgil.cli.database import ready
from bitgil.cli.days import as_of_argument, known_on_argument, moment_of
from bitgil.cli.speech import Out, counted
from bitgil.quantity import Words

HELP = Words("기록된 계획을 폴더로 그대로 내보냅니다", "write the plan in force to a folder, byte for byte")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Take a folder, and leave to overwrite one that differs."""
    folder_argument(parser, language)
    words = Words("다른 내용이 있어도 덮어씁니다", "overwrite a folder that differs")
    as_of_argument(parser, language)
    known_on_argument(parser, language)
    parser.add_argument("--overwrite", action="store_true", help=words.in_(language))


def act(asked: argparse.Namespace, out: Out) -> int:
    """Write what differs; refuse to overwrite a folder with other content unless told to."""
    ready()
    from bitgil.store import earlier, importing  # noqa: PLC0415  once Django is ready
    from bitgil.store.current import state_in_force  # noqa: PLC0415  once Django is ready

    if state_in_force().plan is None:
        raise Refused(
            "아직 채택된 계획이 없습니다. 먼저 `bitgil import`를 하세요.",
            "no plan is in force: import one first",
        )
    moment = moment_of(asked)
    try:
        files = importing.files_in_force(
            state_in_force() if moment.is_now else earlier.look(moment, undo=False).state
        )
    except earlier.NotThen as none:
        raise Refused(none.words.ko, none.words.in_("en")) from none
    if (asked.folder / "plan.toml").is_file() and not asked.overwrite and importing.differs(asked.folder):
        raise Refused(
            f"{asked.folder}의 내용이 기록과 다릅니다. 덮어쓰려면 --overwrite를 붙이세요.",
            f"{asked.folder} differs from the record; add --overwrite to replace it",
        )
    changed = importing.export(asked.folder, files)
    out.tell(f"{len(changed)}개 파일을 썼습니다.", f"{counted(len(changed), 'file')} written.")
    return 0
