"""The dry run: every plain function once on quantities with units, and once on the same bare numbers."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator

import numpy as np
import pint

from bitgil.city.arrays import Array
from bitgil.city.model.functions import Function, Parameter
from bitgil.city.model.graph import City
from bitgil.plan.problems import Problem
from bitgil.quantity import units

DRY_DRAWS = 9
DRY_YEARS = np.arange(2020, 2023)
TOLERANCE = 1e-6


def check_units(city: City) -> tuple[Problem, ...]:
    """Return a Problem for every function that does not return what it declares.

    A plain function receives quantities in the units of its inputs and must return its declared
    dimension; and its result on the bare numbers must be the same number in the declared unit, so
    that tonnes and megatonnes cannot be mistaken for each other. Not looked into, and trusted: the
    outputs of a step, and functions that read a Table.
    """
    plain = [
        f for f in city.functions.values() if not f.stepped and not any(p.is_table for p in f.parameters)
    ]
    return tuple(sorted(problem for function in plain for problem in _check(city, function)))


def _check(city: City, function: Function) -> Iterator[Problem]:
    registry = units()
    numbers = {p.name: _numbers(p) for p in function.parameters}
    measured = {
        p.name: numbers[p.name]
        if p.name == "years"
        else registry.Quantity(numbers[p.name], _unit_of(city, p))
        for p in function.parameters
    }
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("error", pint.UnitStrippedWarning)
        try:
            result = registry.Quantity(function.body(**measured))
            declared = result.to(function.unit).magnitude
        except pint.DimensionalityError as fault:
            yield _wrong_unit(function, _spell(fault.units1), _spell(fault.units2))
            return
        except Exception as fault:  # noqa: BLE001  whatever a sector's function raises is its Problem
            yield _no_dry_run(function, fault)
            return
        bare = function.body(**numbers)
    factor = _factor(np.asarray(bare, dtype=np.float64), np.asarray(declared, dtype=np.float64))
    if factor is not None:
        yield _wrong_scale(function, factor, _spell(result.units))


def _unit_of(city: City, parameter: Parameter) -> str:
    if parameter.refers in city.functions:
        return city.functions[parameter.refers].unit
    return city.inputs[parameter.refers].unit


def _spell(unit: object) -> str:
    """Return a unit as a plan writes it: t/yr, not metric_ton / year."""
    text = str(unit).replace(" / ", "/").replace(" * ", "*").replace(" ** ", "**")
    return (
        text.replace("megametric_ton", "Mt")
        .replace("metric_ton", "t")
        .replace("year", "yr")
        .replace("dimensionless", "1")
    )


def _numbers(parameter: Parameter) -> Array:
    """Return made-up positive numbers, small ones, ones near 1 and large ones, the same every time."""
    if parameter.name == "years":
        return DRY_YEARS.astype(np.int64)
    source = np.random.default_rng(zlib.crc32(parameter.refers.encode()))
    return np.asarray(10 ** source.uniform(-1.5, 1.5, (DRY_DRAWS, len(DRY_YEARS))))


def _factor(bare: Array, declared: Array) -> float | None:
    """Return by how much the bare result differs from the measured one, None where it does not."""
    if np.allclose(bare, declared, rtol=TOLERANCE, atol=0, equal_nan=True):
        return None
    with np.errstate(all="ignore"):
        ratio = np.asarray(bare / declared)
    usable = ratio[np.isfinite(ratio)]
    return float(np.median(usable)) if usable.size else float("nan")


def _wrong_unit(function: Function, found: str, expected: str) -> Problem:
    return Problem(
        function.where,
        f"{function.name} declares {function.unit}, but {found} meets {expected}",
        "correct the formula, the declared unit, or the unit of an assumption it reads",
        f"{function.name}의 단위는 {function.unit}인데 계산에서 {found}와(과) {expected}이(가) 섞입니다",
        "식, 선언한 단위, 읽는 가정의 단위 가운데 틀린 것을 고치세요",
    )


def _wrong_scale(function: Function, factor: float, found: str) -> Problem:
    return Problem(
        function.where,
        f"{function.name} declares {function.unit}, but its numbers are {factor:.6g} times that ({found})",
        "declare the unit that the numbers have, or convert an assumption",
        f"{function.name}의 단위는 {function.unit}인데 실제 숫자는 그 {factor:.6g}배입니다({found})",
        "숫자에 맞는 단위를 선언하거나 가정의 단위를 바꾸세요",
    )


def _no_dry_run(function: Function, fault: Exception) -> Problem:
    return Problem(
        function.where,
        f"{function.name} cannot be run on quantities with units: {fault}",
        "write it with operators and NumPy functions that keep units (where, clip, minimum, stack)",
        f"{function.name}을(를) 단위가 있는 값으로 계산할 수 없습니다: {fault}",
        "단위를 지키는 연산과 NumPy 함수(where, clip, minimum, stack)로 쓰세요",
    )
