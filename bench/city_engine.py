"""What the city's engine costs beside the same functions called by hand in NumPy.

A made-up city of 60 functions, 12 of them in loops over last year's values, is run with 10,000 draws
over 36 years. The rival is the script that somebody would write for just this city: the same functions
in the right order, the same chunks and the same random numbers, no graph. Both results must be equal.
Environment: BENCH_SMALL=1 runs 1,024 draws.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from statistics import median
from types import ModuleType

import numpy as np

from bitgil.city.draws import CHUNK, Chunk, chunks_for, draw
from bitgil.city.model import City, assemble, run
from bitgil.plan.types import Assumption, Period, Plan
from bitgil.quantity import Grade, Words

SMALL = os.environ.get("BENCH_SMALL") == "1"
DRAWS = 1024 if SMALL else 10_000
ROUNDS = 3 if SMALL else 5
FIRST, LAST = 2015, 2050
YEARS = np.arange(FIRST, LAST + 1)
PLAIN, PAIRS, INPUTS = 48, 6, 30
WANTED = ("plain_47", "loop_0", "pool_5")

HEAD = """
from typing import Annotated
import numpy as np
from bitgil.city.arrays import Array
"""
FORMULAS = (
    "{a} * (1 + 0.1 * {x}) + 0.01 * {b}",
    "np.minimum({a} + 0.2 * {x}, 3.0) - 0.05 * {b}",
    "0.9 * {a} + 0.1 * {b} * {x}",
)


def sector_text() -> str:
    """Return the module of the made-up city: pairs that follow each other, then a web of whole functions."""
    lines = [HEAD]
    for n in range(PAIRS):
        lines.append(
            f"def loop_{n}(loop_{n}__last_year: Array, pool_{n}__last_year: Array, in_{n}: Array)"
            f' -> Annotated[Array, "1"]:\n'
            f"    before = np.where(np.isnan(loop_{n}__last_year), 1.0, loop_{n}__last_year)\n"
            f"    return 0.9 * before + 0.05 * np.nan_to_num(pool_{n}__last_year) + 0.1 * in_{n}\n"
        )
        lines.append(
            f'def pool_{n}(loop_{n}: Array, in_{n + PAIRS}: Array) -> Annotated[Array, "1"]:\n'
            f"    return 0.5 * loop_{n} * in_{n + PAIRS}\n"
        )
    for n in range(PLAIN):
        a = f"plain_{n - 1}" if n else "loop_0"
        b = f"plain_{n - 7}" if n >= 7 else f"pool_{n % PAIRS}"
        x = f"in_{n % INPUTS}"
        formula = FORMULAS[n % len(FORMULAS)].format(a=a, b=b, x=x)
        lines.append(
            f'def plain_{n}({a}: Array, {b}: Array, {x}: Array) -> Annotated[Array, "1"]:\n'
            f"    return {formula}\n"
        )
    return "\n".join(lines)


def made_up_city() -> tuple[City, ModuleType]:
    """Return the city and its one sector; a third of the inputs is drawn anew every year."""
    sector = ModuleType("made_up")
    exec(sector_text(), sector.__dict__)  # noqa: S102  our own text
    inputs = tuple(
        Assumption(
            f"made_up.in_{n}",
            "1",
            Grade.ASSUMED,
            why="made up",
            value=Decimal(1),
            low=Decimal("0.5"),
            high=Decimal("1.5"),
            distribution=("triangular", "uniform", "normal")[n % 3],
            each_year=n % 3 == 0,
        )
        for n in range(INPUTS)
    )
    word = Words("시험")
    plan = Plan("made-up", word, word, word, word, Period(), "2024", "made up", assumptions=inputs)
    return assemble({"made_up": sector}, plan), sector


def by_hand(city: City, sector: ModuleType) -> dict[str, np.ndarray]:
    """Return the same as the engine does, with every call written for this one city."""
    f = {name: getattr(sector, name) for name in city.functions}
    blocks: dict[str, list[np.ndarray]] = {name: [] for name in WANTED}
    for number in range(chunks_for(DRAWS)):
        chunk = Chunk(1, number)
        v = {key: draw(a, key, YEARS, chunk) for key, a in city.inputs.items()}
        for n in range(PAIRS):
            loop, pool = np.empty((2, len(YEARS), CHUNK))
            before = (np.full(CHUNK, np.nan), np.full(CHUNK, np.nan))
            for i in range(len(YEARS)):
                loop[i] = f[f"loop_{n}"](*before, v[f"in_{n}"][:, i])
                pool[i] = f[f"pool_{n}"](loop[i], v[f"in_{n + PAIRS}"][:, i])
                before = (loop[i], pool[i])
            v[f"loop_{n}"], v[f"pool_{n}"] = loop.T, pool.T
        for n in range(PLAIN):
            a = f"plain_{n - 1}" if n else "loop_0"
            b = f"plain_{n - 7}" if n >= 7 else f"pool_{n % PAIRS}"
            v[f"plain_{n}"] = f[f"plain_{n}"](v[a], v[b], v[f"in_{n % INPUTS}"])
        for name in WANTED:
            blocks[name].append(v[name])
    return {name: np.concatenate(parts) for name, parts in blocks.items()}


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one call."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def main() -> None:
    """Print time and ratio; fail where the two results differ."""
    city, sector = made_up_city()
    ours = run(city, WANTED, draws=DRAWS, years=(FIRST, LAST))
    hand = by_hand(city, sector)
    if not all(np.array_equal(ours[name], hand[name]) for name in WANTED):
        sys.exit("the engine and the hand-written script differ")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    engine, script = [], []
    for _ in range(ROUNDS):
        engine.append(seconds(lambda: run(city, WANTED, draws=DRAWS, years=(FIRST, LAST))))
        script.append(seconds(lambda: by_hand(city, sector)))
    cells = DRAWS * len(YEARS) * len(city.functions)
    print(f"city engine: {len(city.functions)} functions, {DRAWS:,} draws, {len(YEARS)} years, results equal")
    print(f"python {platform.python_version()}, numpy {np.__version__}, peak memory {peak:.0f} MB")
    print(f"engine   {median(engine):7.3f} s CPU (median of {ROUNDS}; {min(engine):.3f}-{max(engine):.3f})")
    print(f"by hand  {median(script):7.3f} s CPU (median of {ROUNDS}; {min(script):.3f}-{max(script):.3f})")
    print(f"ratio    {median(engine) / median(script):7.2f}  engine / by hand, random numbers in both")
    print(f"speed    {cells / median(engine) / 1e6:7.1f} million function values a second")


if __name__ == "__main__":
    main()
