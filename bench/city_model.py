"""What the plan in use costs to compute: beside a straight script, and beside an engine of labelled tables.

(a) Every indicator, 2020-2050, 10,000 draws, beside a script for just this city: the same sectors'
functions called one after another on whole arrays of 512 draws, the same random numbers, no graph. The script
keeps every array until the chunk is done, as such scripts do; the engine forgets each after its last use.
(b) Beside a node-by-node engine on polars: each quantity a frame with the labels draw, year and value, joined
on its labels, each node's result checked as a pint quantity. The rival runs the sector of steel, which has no
loop, on fewer draws. Both are stated per world (a draw of all years) and must give equal numbers.
(c) Memory: the peak of a process that does nothing but stream percentiles, by the number of draws. The whole
process is counted, its libraries too. BENCH_MILLION=1 adds a million draws, which takes about two minutes.
Environment: BENCH_SMALL=1 runs 1,024 draws.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl

from bitgil.checking import sectors_for
from bitgil.city.draws import CHUNK, Chunk, chunks_for, correlations_of, draw, window_of, yearly_inputs
from bitgil.city.model import City, assemble, run
from bitgil.city.model.block import Block
from bitgil.city.model.streaming import stream_percentiles
from bitgil.city.reforms import reform
from bitgil.plan.reading import read_plan
from bitgil.quantity import units
from bitgil.roadmap.values import observations

SMALL = os.environ.get("BENCH_SMALL") == "1"
MILLION = os.environ.get("BENCH_MILLION") == "1"
PLAN = Path(__file__).parents[1] / "plans" / "gwangyang"
DRAWS = 1024 if SMALL else 10_000
ROUNDS = 3
FIRST, LAST = 2020, 2050
YEARS = np.arange(FIRST, LAST + 1)
STEEL = "steel_intensity"
LABELS = ["draw", "year"]


def chunk_of(city: City, number: int) -> Chunk:
    """Return a chunk as the engine makes it."""
    linked = correlations_of(city.plan, city.inputs)
    return Chunk(1, number, linked, yearly_inputs(city.inputs), window_of(city.plan))


def drawn(city: City, names: set[str], number: int) -> dict[str, np.ndarray]:
    """Return the inputs among *names* in one chunk, moved by every project of the plan."""
    chunk = chunk_of(city, number)
    keys = sorted(name for name in names if name in city.inputs and not city.inputs[name].table)
    values = {key: draw(city.inputs[key], key, YEARS, chunk) for key in keys}
    return reform(values, city.inputs, city.plan.projects, YEARS, chunk)


def script_of(city: City, wanted: list[str]) -> Callable[[Block], None]:
    """Write out the script of just this city: one line a call, tables and years filled in."""
    needed = city.ancestors(wanted)
    lines, names = [], {"np": np, "YEARS": YEARS}
    for group in city.groups:
        name = group.nodes[0]
        if group.stepped:
            if any(set(city.outputs()[node]) & needed for node in group.nodes):
                names[f"group_{len(lines)}"] = group
                lines.append(f"block.perform(group_{len(lines)}, outputs)")
            continue
        if name not in needed:
            continue
        names[f"f_{name}"] = city.functions[name].body
        arguments = []
        for p in city.functions[name].parameters:
            if p.name == "years":
                arguments.append("years=YEARS")
            elif p.is_table:
                names[f"t_{p.refers}"] = city.plan.table(city.inputs[p.refers].table)
                arguments.append(f"{p.name}=t_{p.refers}")
            elif p.lagged:
                before = f"block.observed.get({p.refers!r}, {{}}).get({FIRST - 1}, np.nan)"
                arguments.append(f"{p.name}=shifted(v[{p.refers!r}], {before})")
            else:
                arguments.append(f"{p.name}=v[{p.refers!r}]")
        lines.append(f"v[{name!r}] = overlaid({name!r}, f_{name}({', '.join(arguments)}), block)")
    names |= {"shifted": shifted, "overlaid": overlaid, "outputs": city.outputs()}
    body = "\n    ".join(lines)
    exec(f"def script(block):\n    v = block.alive\n    {body}\n", names)  # noqa: S102  our own text
    return names["script"]


def shifted(array: np.ndarray, before: float) -> np.ndarray:
    """Return last year's values."""
    found = np.empty_like(array)
    found[:, 0], found[:, 1:] = before, array[:, :-1]
    return found


def overlaid(name: str, array: np.ndarray, block: Block) -> np.ndarray:
    """Return the values with what was observed in their place."""
    array = np.broadcast_to(array, (CHUNK, len(YEARS)))
    if seen := block.observed.get(name):
        array = array.copy()
        for column, year in enumerate(YEARS):
            if int(year) in seen:
                array[:, column] = seen[int(year)]
    return array


def by_hand(city: City, wanted: list[str], seen: dict) -> dict[str, np.ndarray]:
    """Return what the engine returns, by the written-out script."""
    script = script_of(city, wanted)
    reads = {
        p.refers for n in city.ancestors(wanted) & set(city.functions) for p in city.functions[n].parameters
    }
    kept: dict[str, list[np.ndarray]] = {name: [] for name in wanted}
    for number in range(chunks_for(DRAWS)):
        block = Block(city, YEARS, seen, (), chunk_of(city, number))
        block.alive.update(drawn(city, reads, number))
        script(block)
        for name in wanted:
            kept[name].append(block.alive[name])
    return {name: np.concatenate(parts) for name, parts in kept.items()}


def frame_of(array: np.ndarray) -> pl.DataFrame:
    """Return a (draw, year) array as a table with labels."""
    rows, columns = array.shape
    return pl.DataFrame(
        {
            "draw": np.repeat(np.arange(rows), columns),
            "year": np.tile(YEARS, rows),
            "value": np.ascontiguousarray(array).ravel(),
        }
    )


def node_by_node(city: City, number: int) -> np.ndarray:
    """Return the steel intensity of one chunk, each node a labelled frame and a checked pint quantity."""
    needed = city.ancestors([STEEL])
    inputs = {key: frame_of(array) for key, array in drawn(city, set(needed), number).items()}
    frames = dict(inputs)
    registry = units()
    for name in (each for each in city.order if each in needed):
        function = city.functions[name]
        arrays = [p for p in function.parameters if p.name != "years" and not p.is_table]
        joined = frames[arrays[0].refers].rename({"value": arrays[0].name})
        for p in arrays[1:]:
            joined = joined.join(frames[p.refers].rename({"value": p.name}), on=LABELS, how="inner")
        joined = joined.sort(LABELS)
        given = {}
        for p in function.parameters:
            if p.name == "years":
                given[p.name] = YEARS
            elif p.is_table:
                given[p.name] = city.plan.table(city.inputs[p.refers].table)
            else:
                given[p.name] = joined[p.name].to_numpy().reshape(-1, len(YEARS))
        made = registry.Quantity(function.body(**given), function.unit)
        if not made.check(registry.parse_units(function.unit).dimensionality):
            sys.exit(f"{name} has another dimension")
        frames[name] = joined.select(LABELS).with_columns(
            value=pl.Series(np.broadcast_to(made.magnitude, (CHUNK, len(YEARS))).ravel())
        )
    return frames[STEEL]["value"].to_numpy().reshape(-1, len(YEARS))


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one call, all threads together."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def assembled() -> tuple[City, dict, list[str]]:
    """Return the city of the plan in use, what was measured of it, and every indicator's quantity."""
    plan = read_plan(PLAN)
    city = assemble(sectors_for(plan), plan)
    wanted = sorted({i.measured_by for i in plan.indicators if i.measured_by in city.functions})
    return city, observations(plan, city), wanted


def streamed(draws: int) -> tuple[float, float]:
    """Return the seconds that percentiles of *draws* take, and the peak memory of this process in MB."""
    city, seen, wanted = assembled()
    begin = time.perf_counter()
    stream_percentiles(city, wanted, draws=draws, years=(FIRST, LAST), observed=seen)
    taken = time.perf_counter() - begin
    return taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print times, ratios and memory; fail where numbers differ."""
    begin = time.process_time()
    city, seen, wanted = assembled()
    start = time.process_time() - begin

    def engine() -> object:
        return run(city, wanted, draws=DRAWS, years=(FIRST, LAST), observed=seen)

    ours, hand = engine(), by_hand(city, wanted, seen)
    if not all(np.allclose(ours[n], hand[n], rtol=1e-9, atol=0, equal_nan=True) for n in wanted):
        sys.exit("the engine and the script differ")
    worlds = len(hand[wanted[0]])
    own = median(seconds(engine) for _ in range(ROUNDS))
    script = median(seconds(lambda: by_hand(city, wanted, seen)) for _ in range(ROUNDS))
    print(f"python {platform.python_version()}, numpy {np.__version__}, polars {pl.__version__}")
    print(f"(a) {len(wanted)} indicators, {worlds:,} worlds, {FIRST}-{LAST}, equal to 1e-9, one process")
    print(f"    engine  {own:7.3f} s CPU, {1e6 * own / worlds:8.1f} µs a world")
    print(f"    script  {script:7.3f} s CPU, {1e6 * script / worlds:8.1f} µs a world")
    print(f"    ratio   {own / script:7.2f}  engine / script, random numbers in both")

    def steel() -> object:
        return run(city, [STEEL], years=(FIRST, LAST))

    if not np.allclose(steel()[STEEL], node_by_node(city, 0), equal_nan=True, rtol=1e-12):
        sys.exit("the engine and the node-by-node engine differ")
    ours_steel = median(seconds(steel) for _ in range(ROUNDS))
    frames = median(seconds(lambda: node_by_node(city, 0)) for _ in range(ROUNDS))
    print(f"(b) {STEEL} alone, {CHUNK} worlds, equal numbers")
    print(f"    engine  {ours_steel:7.3f} s CPU, {1e6 * ours_steel / CHUNK:8.1f} µs a world")
    print(f"    frames  {frames:7.3f} s CPU, {1e6 * frames / CHUNK:8.1f} µs a world")
    print(f"    ratio   {frames / ours_steel:7.1f}  frames / engine, random numbers in both")
    print(f"(c) percentiles streamed, a process each; reading and wiring the plan {start:.2f} s")
    for draws in (DRAWS, *(() if SMALL else (100_000,)), *((1_000_000,) if MILLION else ())):
        with get_context("spawn").Pool(1) as process:
            taken, peak = process.apply(streamed, (draws,))
        print(f"    {draws:>9,} draws: {taken:7.2f} s, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
