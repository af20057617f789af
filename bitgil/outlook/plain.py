"""An outlook as plain data and back: what the store keeps and the open data publishes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bitgil.outlook.records import Band, Outlook, PastError
from bitgil.outlook.tested import BackTest
from bitgil.plan.types import Reading, Target
from bitgil.quantity import Grade, Words, text_of


def to_plain(outlook: Outlook) -> dict[str, Any]:
    """Return *outlook* as a dict that JSON can hold; decimals become strings, missing becomes None."""
    return {
        "indicator": outlook.indicator,
        "unit": outlook.unit,
        "observed": [_reading_out(reading) for reading in outlook.observed],
        "projected": [_band_out(band) for band in outlook.projected],
        "no_change": [_band_out(band) for band in outlook.no_change],
        "target": _target_out(outlook.target),
        "chance": _number_out(outlook.chance),
        "gap": _words_out(outlook.gap),
        "method": outlook.method,
        "past_errors": [_error_out(error) for error in outlook.past_errors],
        "leaves_out": _words_out(outlook.leaves_out),
        "why_missing": _words_out(outlook.why_missing),
        "verdict": _words_out(outlook.verdict),
        "no_band": _words_out(outlook.no_band),
        "rule": outlook.rule,
    }


def from_plain(data: Mapping[str, Any]) -> Outlook:
    """Return the outlook that *data* spells; the inverse of `to_plain`. Raises KeyError for a lost key."""
    gap = _words_in(data["gap"])
    if gap is None:
        raise KeyError("gap")
    return Outlook(
        indicator=data["indicator"],
        unit=data["unit"],
        observed=tuple(_reading_in(part) for part in data["observed"]),
        projected=tuple(_band_in(part) for part in data["projected"]),
        no_change=tuple(_band_in(part) for part in data["no_change"]),
        target=_target_in(data["target"]),
        chance=_number_in(data["chance"]),
        gap=gap,
        method=data["method"],
        past_errors=tuple(_error_in(part) for part in data["past_errors"]),
        leaves_out=_words_in(data["leaves_out"]),
        why_missing=_words_in(data["why_missing"]),
        verdict=_words_in(data["verdict"]),
        no_band=_words_in(data["no_band"]),
        rule=data["rule"],
    )


def rows_to_plain(tested: BackTest) -> list[dict[str, Any]]:
    """Return a back-test's rows as dicts that JSON can hold; decimals become strings."""
    return [
        {
            "indicator": row.indicator,
            "what": row.what,
            "rule": row.rule,
            "horizon": row.horizon,
            "n": row.n,
            "mae": text_of(row.mae),
            "mape": _number_out(row.mape),
            "vs_no_change": _number_out(row.vs_no_change),
            "coverage": _number_out(row.coverage),
            "loses": row.loses,
        }
        for row in tested.rows
    ]


def _number_out(number: Decimal | None) -> str | None:
    return None if number is None else text_of(number)


def _number_in(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _words_out(words: Words | None) -> dict[str, str] | None:
    return None if words is None else {"ko": words.ko, "en": words.en}


def _words_in(data: Mapping[str, str] | None) -> Words | None:
    return None if data is None else Words(data["ko"], data["en"])


def _band_out(band: Band) -> dict[str, Any]:
    return {
        "year": band.year,
        "low": _number_out(band.low),
        "middle": text_of(band.middle),
        "high": _number_out(band.high),
    }


def _band_in(data: Mapping[str, Any]) -> Band:
    return Band(data["year"], _number_in(data["low"]), Decimal(data["middle"]), _number_in(data["high"]))


def _reading_out(reading: Reading) -> dict[str, Any]:
    return {
        "period": reading.period,
        "value": _number_out(reading.value),
        "grade": reading.grade.value,
        "source": reading.source,
        "note": reading.note,
    }


def _reading_in(data: Mapping[str, Any]) -> Reading:
    return Reading(
        data["period"], _number_in(data["value"]), Grade(data["grade"]), data["source"], data["note"]
    )


def _target_out(target: Target | None) -> dict[str, str] | None:
    if target is None:
        return None
    return {
        "year": target.year,
        "value": text_of(target.value),
        "grade": target.grade.value,
        "source": target.source,
    }


def _target_in(data: Mapping[str, str] | None) -> Target | None:
    if data is None:
        return None
    return Target(data["year"], Decimal(data["value"]), Grade(data["grade"]), data["source"])


def _error_out(error: PastError) -> dict[str, Any]:
    return {
        "rule": error.rule,
        "horizon": error.horizon,
        "mae": text_of(error.mae),
        "mape": _number_out(error.mape),
        "n": error.n,
    }


def _error_in(data: Mapping[str, Any]) -> PastError:
    return PastError(data["rule"], data["horizon"], Decimal(data["mae"]), _number_in(data["mape"]), data["n"])
