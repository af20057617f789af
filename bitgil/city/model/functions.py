"""What a sector's module holds: functions with their unit, equation and parameters, found by looking."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from bitgil.plan.problems import Problem
from bitgil.plan.types import Table
from bitgil.quantity import dimension

LAST_YEAR = "__last_year"
GIVEN_TO_START = ("draws", "years")
NEXT_HEADING = re.compile(r"\n\s*\n|\b[A-Z][a-z]+(?: [a-z]+)?:")
"""What ends an equation in a docstring: an empty line, or the likes of `Source:` and `Leaves out:`."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a function needs. `refers` is the name without `__last_year`."""

    name: str
    is_table: bool = False

    @property
    def lagged(self) -> bool:
        """Whether last year's value is wanted."""
        return self.name.endswith(LAST_YEAR)

    @property
    def refers(self) -> str:
        """The quantity or assumption meant."""
        return self.name.removesuffix(LAST_YEAR)


@dataclass(frozen=True, slots=True)
class Stepped:
    """A sector with hidden state: `start` once a chunk, then `step` once a year, all outputs at once."""

    start: Callable[..., Any]
    start_parameters: tuple[Parameter, ...]
    step: Callable[..., tuple[Any, Any]]
    step_parameters: tuple[Parameter, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A quantity of the city and how it comes about. `node` is what is run: itself, or its sector's step."""

    name: str
    sector: str
    where: str
    unit: str
    equation: str
    parameters: tuple[Parameter, ...]
    node: str
    body: Callable[..., Any]
    stepped: Stepped | None = None

    @property
    def formula(self) -> str:
        """The docstring's `Equation:`, up to its next heading, or its first line where there is none."""
        _, found, text = self.equation.partition("Equation:")
        if not found:
            return self.equation.partition("\n")[0].rstrip(".")
        return " ".join(NEXT_HEADING.split(text)[0].split()).rstrip(".")


def functions_of(sector: str, module: ModuleType) -> tuple[list[Function], list[Problem]]:
    """Return every quantity that *module* defines, and every Problem met on the way."""
    here = _file_of(module.__name__, is_package=hasattr(module, "__path__"))
    found: list[Function] = []
    problems: list[Problem] = []
    for name, body in _public(module):
        if name in ("start", "step"):
            continue
        where = here if body.__module__ == module.__name__ else _file_of(body.__module__)
        try:
            hints = get_type_hints(body, include_extras=True)
            unit = _unit(hints.get("return"))
        except (NameError, TypeError, ValueError) as fault:
            problems.append(_bad_annotation(where, name, fault))
            continue
        found.append(
            Function(
                name, sector, where, unit, inspect.getdoc(body) or "", _parameters(body, hints), name, body
            )
        )
    if hasattr(module, "step") or hasattr(module, "start"):
        try:
            found.extend(_outputs(sector, here, module))
        except (AttributeError, NameError, TypeError, ValueError) as fault:
            problems.append(_bad_step(here, fault))
    return found, problems


def _public(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the functions defined in *module* or, where it is a folder, below it."""
    for name, body in vars(module).items():
        own = f"{getattr(body, '__module__', '')}.".startswith(f"{module.__name__}.")
        if own and inspect.isfunction(body) and not name.startswith("_"):
            yield name, body


def _file_of(module: str, *, is_package: bool = False) -> str:
    return module.replace(".", "/") + ("/__init__.py" if is_package else ".py")


def _parameters(body: Callable[..., Any], hints: dict[str, Any], skip: int = 0) -> tuple[Parameter, ...]:
    names = list(inspect.signature(body).parameters)[skip:]
    return tuple(Parameter(name, hints.get(name) is Table) for name in names)


def _unit(annotation: object) -> str:
    if get_origin(annotation) is not Annotated or not isinstance(get_args(annotation)[1], str):
        raise TypeError("the return annotation names no unit")
    unit = str(get_args(annotation)[1])
    dimension(unit)
    return unit


def _outputs(sector: str, where: str, module: ModuleType) -> Iterator[Function]:
    start, step = module.start, module.step
    hints = get_type_hints(step, include_extras=True)
    fields = get_type_hints(get_args(hints["return"])[1], include_extras=True)
    start_parameters = _parameters(start, get_type_hints(start, include_extras=True))
    stepped = Stepped(
        start, start_parameters, step, _parameters(step, hints, skip=2), tuple(name for name in fields)
    )
    known = {parameter.name: parameter for parameter in (*start_parameters, *stepped.step_parameters)}
    wanted = tuple(known[name] for name in known if name not in GIVEN_TO_START)
    equation = inspect.getdoc(step) or ""
    for name, annotation in fields.items():
        yield Function(
            name, sector, where, _unit(annotation), equation, wanted, f"{sector}.step", step, stepped
        )


def _bad_annotation(where: str, name: str, fault: Exception) -> Problem:
    return Problem(
        where,
        f"{name}: {fault}",
        'annotate the return as -> Annotated[Array, "t/yr"], with names imported at run time',
        f"{name}: 반환값의 단위를 알 수 없습니다 ({fault})",
        '반환값에 -> Annotated[Array, "t/yr"]처럼 단위를 적으세요',
    )


def _bad_step(where: str, fault: Exception) -> Problem:
    return Problem(
        where,
        f"start and step cannot be read: {fault}",
        "define start(...) and step(state, year, ...) -> tuple[State, Out], Out a NamedTuple of "
        'Annotated[Array, "unit"]',
        f"start와 step을 읽을 수 없습니다: {fault}",
        "start(...)와 step(state, year, ...) -> tuple[State, Out]을 정의하고 Out의 필드마다 단위를 적으세요",
    )
