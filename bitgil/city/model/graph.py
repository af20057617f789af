"""The functions of all sectors as one graph: wired by parameter name, split into groups, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType, ModuleType

from bitgil.city.draws import input_problems
from bitgil.city.model.functions import Function, Parameter, functions_of
from bitgil.folder import modules_in
from bitgil.plan.problems import Problem, Unsound
from bitgil.plan.types import Assumption, Plan

Edges = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that need one another through last year's values; `stepped` ones run year by year."""

    nodes: tuple[str, ...]
    stepped: bool


@dataclass(frozen=True)
class City:
    """The assembled model: what there is, what it needs, and in which order it is run."""

    plan: Plan
    functions: Mapping[str, Function]
    inputs: Mapping[str, Assumption]
    groups: tuple[Group, ...]

    @property
    def order(self) -> tuple[str, ...]:
        """The quantities in the order in which they are computed."""
        names = self.outputs()
        return tuple(name for group in self.groups for node in group.nodes for name in names[node])

    def outputs(self) -> dict[str, tuple[str, ...]]:
        """Return the quantities that each node gives: one, or all fields of a step."""
        given: dict[str, tuple[str, ...]] = {}
        for function in self.functions.values():
            given[function.node] = (*given.get(function.node, ()), function.name)
        return given

    def read(self) -> frozenset[str]:
        """Return the keys of the assumptions that some function reads."""
        needs = {p.refers for function in self.functions.values() for p in function.parameters}
        return frozenset(needs & set(self.inputs))

    def unit_of(self, name: str) -> str:
        """Return the unit of a quantity or an input."""
        return self.functions[name].unit if name in self.functions else self.inputs[name].unit

    def ancestors(self, wanted: Collection[str]) -> frozenset[str]:
        """Return *wanted* and everything it needs, however far away, quantities and inputs."""
        seen: set[str] = set()
        waiting = list(wanted)
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in self.functions:
                function = self.functions[name]
                waiting.extend(p.refers for p in function.parameters if p.name != "years")
                waiting.extend(function.stepped.outputs if function.stepped else ())
        return frozenset(seen)


def sectors_of_city() -> Mapping[str, ModuleType]:
    """Return the sectors of this package: its modules that carry a TITLE."""
    import bitgil.city  # noqa: PLC0415  the package is complete only when it is asked

    return _sectors_in(bitgil.city, tuple(bitgil.city.__path__))


@cache
def _sectors_in(package: ModuleType, _folders: tuple[str, ...]) -> Mapping[str, ModuleType]:
    """Return the sectors that lie in those folders of a package, looked for once."""
    found = {name: module for name, module in modules_in(package).items() if hasattr(module, "TITLE")}
    return MappingProxyType(found)


def assemble(sectors: Mapping[str, ModuleType], plan: Plan) -> City:
    """Wire the functions of *sectors* with the assumptions of *plan*.

    Raises Unsound with every Problem: a name nobody defines, one defined twice, an assumption that
    is called like a function, a cycle within a year, a return without a unit, a range that cannot
    be drawn from. An assumption that no function reads is no Problem.
    """
    found: list[Function] = []
    problems: list[Problem] = []
    for sector, module in sectors.items():
        functions, faults = functions_of(sector, module)
        found.extend(functions)
        problems.extend(faults)
    problems.extend(_twice_defined(found, plan))
    functions_by_name = {function.name: function for function in found}
    inputs = {_key(assumption): assumption for assumption in plan.assumptions}
    problems.extend(_unknown(found, functions_by_name, inputs))
    problems.extend(input_problems(plan))
    same_year, any_year = _edges(functions_by_name)
    problems.extend(_cycles(same_year, functions_by_name))
    problems.extend(_starts_inside_loops(functions_by_name, any_year))
    if problems:
        raise Unsound(tuple(sorted(problems)))
    return City(plan, functions_by_name, inputs, _groups(functions_by_name, same_year, any_year))


def _key(assumption: Assumption) -> str:
    return assumption.id.partition(".")[2] or assumption.id


def _twice_defined(found: list[Function], plan: Plan) -> Iterator[Problem]:
    places: dict[str, list[str]] = {}
    for function in found:
        places.setdefault(function.name, []).append(function.where)
    for assumption in plan.assumptions:
        sector = assumption.id.partition(".")[0]
        places.setdefault(_key(assumption), []).append(f"assumptions/{sector}.toml")
    for name, wheres in places.items():
        for where in wheres[1:]:
            yield Problem(
                where,
                f"{name} is already defined in {wheres[0]}",
                "give one of the two another name",
                f"{name}은(는) {wheres[0]}에 이미 있습니다",
                "둘 중 하나의 이름을 바꾸세요",
            )


def _unknown(
    found: list[Function], functions: Mapping[str, Function], inputs: Mapping[str, Assumption]
) -> Iterator[Problem]:
    for where, user, parameter in _uses(found):
        if parameter.refers in functions:
            if parameter.is_table:
                yield _no_table(where, user, parameter)
        elif parameter.refers in inputs:
            if parameter.is_table != bool(inputs[parameter.refers].table):
                yield _no_table(where, user, parameter)
        else:
            yield _no_such_name(where, user, parameter, [*functions, *inputs])


def _uses(found: list[Function]) -> Iterator[tuple[str, str, Parameter]]:
    nodes: set[str] = set()
    for function in found:
        if function.node in nodes and function.stepped:
            continue
        nodes.add(function.node)
        for parameter in function.parameters:
            if parameter.name != "years":
                yield function.where, function.node, parameter


def _no_such_name(where: str, user: str, parameter: Parameter, known: list[str]) -> Problem:
    near = get_close_matches(parameter.refers, known, 1)
    fix = f"did you mean {near[0]}?" if near else "name a function of a sector or a key of an assumption"
    fix_ko = f"{near[0]}을(를) 뜻했습니까?" if near else "부문의 함수 이름이나 가정의 키를 매개변수로 쓰세요"
    return Problem(
        where,
        f"{user} needs {parameter.refers}, which nobody defines",
        fix,
        f"{user}에 필요한 {parameter.refers}이(가) 어디에도 없습니다",
        fix_ko,
    )


def _no_table(where: str, user: str, parameter: Parameter) -> Problem:
    return Problem(
        where,
        f"{user} and the plan disagree whether {parameter.refers} is a table",
        "annotate the parameter as Table exactly where the assumption names a table",
        f"{parameter.refers}이(가) 표인지에 대해 {user}와 계획이 다릅니다",
        "가정이 표를 가리킬 때만 매개변수를 Table로 적으세요",
    )


def _edges(functions: Mapping[str, Function]) -> tuple[Edges, Edges]:
    """Return, for every node, the nodes it needs in the same year and the nodes it needs in any."""
    same: Edges = {function.node: set() for function in functions.values()}
    both: Edges = {node: set() for node in same}
    for function in functions.values():
        for parameter in function.parameters:
            if parameter.refers in functions:
                needed = functions[parameter.refers].node
                both[function.node].add(needed)
                if not parameter.lagged:
                    same[function.node].add(needed)
    return same, both


def _reach(edges: Edges) -> dict[str, set[str]]:
    """Return what each node needs through any number of edges."""
    reached: dict[str, set[str]] = {}
    for node in edges:
        seen: set[str] = set()
        waiting = list(edges[node])
        while waiting:
            other = waiting.pop()
            if other not in seen:
                seen.add(other)
                waiting.extend(edges[other])
        reached[node] = seen
    return reached


def _loops(edges: Edges) -> list[tuple[str, ...]]:
    """Return the strongly connected groups of *edges*, lone nodes too, each sorted by name."""
    reached = _reach(edges)
    loops = {
        tuple(sorted({node, *(other for other in reached[node] if node in reached[other])})) for node in edges
    }
    return sorted(loops)


def _cycles(same_year: Edges, functions: Mapping[str, Function]) -> Iterator[Problem]:
    wheres = {function.node: function.where for function in functions.values()}
    for loop in _loops(same_year):
        try:
            TopologicalSorter({node: sorted(same_year[node] & set(loop)) for node in loop}).prepare()
        except CycleError as fault:
            round_trip = " → ".join(fault.args[1])
            yield Problem(
                wheres[loop[0]],
                f"these need one another within one year: {round_trip}",
                "let one of them read last year's value: <name>__last_year",
                f"같은 해에 서로를 필요로 합니다: {round_trip}",
                "그중 하나가 지난해 값 <이름>__last_year를 쓰게 하세요",
            )


def _starts_inside_loops(functions: Mapping[str, Function], any_year: Edges) -> Iterator[Problem]:
    reached = _reach(any_year)
    for sector in sorted({f.sector for f in functions.values() if f.stepped}):
        function = next(f for f in functions.values() if f.stepped and f.sector == sector)
        for parameter in function.stepped.start_parameters if function.stepped else ():
            needed = functions.get(parameter.refers)
            if needed and (needed.node == function.node or function.node in reached[needed.node]):
                yield Problem(
                    function.where,
                    f"start needs {parameter.name}, which is computed only after start",
                    "pass it to step instead",
                    f"start에 필요한 {parameter.name}은(는) start 다음에야 계산됩니다",
                    "step의 매개변수로 옮기세요",
                )


def _groups(functions: Mapping[str, Function], same_year: Edges, any_year: Edges) -> tuple[Group, ...]:
    loops = _loops(any_year)
    home = {node: loop for loop in loops for node in loop}
    needs = {loop: {home[other] for node in loop for other in any_year[node]} - {loop} for loop in loops}
    keeps_state = {function.node for function in functions.values() if function.stepped}
    groups = []
    for loop in TopologicalSorter({loop: sorted(needs[loop]) for loop in loops}).static_order():
        inner = {node: sorted(same_year[node] & set(loop)) for node in loop}
        closed = len(loop) > 1 or loop[0] in any_year[loop[0]] or loop[0] in keeps_state
        groups.append(Group(tuple(TopologicalSorter(inner).static_order()), closed))
    return tuple(groups)
