"""Writes docs/reference/city-model.md from the sectors themselves: every quantity, and what reads what.

Run it as `.venv/bin/python docs/write_city.py`; a test compares the page with what this writes.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from bitgil.checking import sectors_for
from bitgil.city.model import City, assemble
from bitgil.plan.reading import read_plan

ROOT = Path(__file__).parents[1]
PAGE = Path(__file__).parent / "reference" / "city-model.md"

HEAD = """\
# City model · 도시 모형

*This page is written by `docs/write_city.py` from `bitgil/city`; do not edit it.*

An arrow leads from the sector that computes a quantity to the sector that reads it; a dashed one is read a
year later, which is how loops are cut.

화살표는 계산하는 부문에서 읽는 부문으로 갑니다. 점선은 한 해 뒤에 읽는 것이며, 고리는 이렇게 끊습니다.
"""


def page() -> str:
    """Return the whole page."""
    plan = read_plan(ROOT / "plans" / "gwangyang")
    city = assemble(sectors_for(plan), plan)
    return HEAD + graph(city) + tables(city)


def links(city: City) -> dict[tuple[str, str, bool], set[str]]:
    """Return the quantities that each sector reads of another, by (from, to, a year later)."""
    found: dict[tuple[str, str, bool], set[str]] = defaultdict(set)
    for function in city.functions.values():
        for parameter in function.parameters:
            source = city.functions.get(parameter.refers)
            if source is not None and source.sector != function.sector:
                found[source.sector, function.sector, parameter.lagged].add(parameter.refers)
    return dict(sorted(found.items()))


def graph(city: City) -> str:
    """Return the sectors and their links, as a Mermaid graph and as a table."""
    found = links(city)
    arrows = "".join(f"    {a} {'-.->' if later else '-->'} {b}\n" for a, b, later in found)
    rows = "".join(
        f"| {a} | {b} | {', '.join(f'`{n}`' for n in sorted(names))} | {'next year' if later else ''} |\n"
        for (a, b, later), names in found.items()
    )
    return (
        f"\n```mermaid\nflowchart LR\n{arrows}```\n\n| from | to | quantities | |\n|---|---|---|---|\n{rows}"
    )


def tables(city: City) -> str:
    """Return one table a sector: each quantity with its unit and equation."""
    by_sector = defaultdict(list)
    for function in city.functions.values():
        by_sector[function.sector].append(function)
    parts = []
    for sector, functions in sorted(by_sector.items()):
        rows = "".join(
            f"| `{f.name}` | {f.unit} | {' '.join(f.formula.split()).replace('|', chr(92) + '|')} |\n"
            for f in sorted(functions, key=lambda f: f.name)
        )
        parts.append(f"\n## {sector}\n\n| quantity | unit | equation |\n|---|---|---|\n{rows}")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
