"""What has to be said about a forecast: whether it beat no change, why a band or a line is missing."""

from __future__ import annotations

from bitgil.city.model import City
from bitgil.city.past.trial import NO_CHANGE, Trial
from bitgil.outlook.choosing import CANDIDATES, FEWEST_ORIGINS, Choice
from bitgil.outlook.observed import Points
from bitgil.outlook.records import Band
from bitgil.outlook.tested import against_no_change
from bitgil.plan.types import Indicator
from bitgil.quantity import Words


def loses(trials: tuple[Trial, ...]) -> bool:
    """Return whether the model missed by more than no change on the targets that both forecast."""
    sums = against_no_change(trials)
    return sums is not None and sums[0] > sums[1]


def verdict_words(trials: tuple[Trial, ...]) -> Words:
    """Return how the model did against no change, or that nobody could test it."""
    sums = against_no_change(trials)
    if sums is None:
        return Words(
            "이 지표의 모형 전망은 과거 값으로 시험해 볼 수 없었다.",
            "The model's forecast of this indicator could not be tested on the past.",
        )
    model, theirs = sums
    if theirs == 0:
        return Words("과거 값이 변하지 않아 견줄 수 없다.", "The past never changed: nothing to compare.")
    ratio = model / theirs
    if loses(trials):
        return Words(
            f"과거 시험에서 모형의 오차가 '변화 없음'의 {ratio:.2f}배였다. 그래서 '변화 없음'을 가운데 "
            "선으로 두고 모형은 시나리오로만 보인다.",
            f"On the past the model missed by {ratio:.2f} times as much as no change. No change is therefore "
            "the central line, and the model is shown as a scenario only.",
        )
    return Words(
        f"과거 시험에서 모형의 오차는 '변화 없음'의 {ratio:.2f}배였다.",
        f"On the past the model missed by {ratio:.2f} times as much as no change.",
    )


def choice_words(choice: Choice) -> Words:
    """Return which simple rules were compared, and why the one in use is in use."""
    listed = Words(*(", ".join(each.in_(tongue) for each in CANDIDATES.values()) for tongue in ("ko", "en")))
    if choice.origins < FEWEST_ORIGINS:
        return Words(
            f"이 지표를 계산하는 부문이 없다. 다른 규칙({listed.ko})과 견주려면 되짚을 출발점이 "
            f"{FEWEST_ORIGINS}개 있어야 하는데 {choice.origins}개뿐이어서 '변화 없음'을 쓴다.",
            f"No sector computes this indicator. Comparing other rules ({listed.en}) takes {FEWEST_ORIGINS} "
            f"starting points in the past, and there are {choice.origins}, so no change is used.",
        )
    why = _why(choice)
    return Words(
        f"이 지표를 계산하는 부문이 없어 과거 {choice.origins}개 출발점에서 '변화 없음'을 다른 규칙"
        f"({listed.ko})과 견주었다. {why.ko}",
        f"No sector computes this indicator, so no change was compared with other rules ({listed.en}) from "
        f"{choice.origins} starting points in the past. {why.en}",
    )


def _why(choice: Choice) -> Words:
    best = min(choice.ratios, key=lambda name: choice.ratios[name], default=NO_CHANGE)
    ratio = choice.ratios.get(best, 1.0)
    name = CANDIDATES.get(best, Words("변화 없음", "no change"))
    if choice.rule != NO_CHANGE:
        return Words(
            f"가장 나은 '{name.ko}'의 오차는 '변화 없음'의 {ratio:.2f}배였고, 그때그때 이렇게 골랐어도 "
            f"{choice.in_its_time:.2f}배였다. 그래서 이 규칙을 쓴다.",
            f"The best, {name.en}, missed by {ratio:.2f} times as much, and choosing in this way at the time "
            f"by {choice.in_its_time:.2f}. It is therefore used.",
        )
    if ratio >= 1:
        return Words("어느 것도 이기지 못해 '변화 없음'을 쓴다.", "None did better, so no change is used.")
    return Words(
        f"가장 나은 '{name.ko}'의 오차가 {ratio:.2f}배였지만, 그때그때 골랐다면 이겼으리라는 증거가 없어 "
        "'변화 없음'을 쓴다.",
        f"The best, {name.en}, missed by {ratio:.2f} times as much, but nothing shows that choosing at the "
        "time would have won, so no change is used.",
    )


def no_band_words(unchanged: tuple[Band, ...]) -> Words | None:
    """Return why the no-change line has no band, or only a short one; None where it has one throughout."""
    bare = [band.year for band in unchanged if band.high is None]
    if not bare:
        return None
    if len(bare) == len(unchanged):
        return Words(
            "과거 오차가 네 번이 안 되어 '변화 없음' 선에 범위를 두지 않는다.",
            "Fewer than four past errors are known, so the no-change line has no band.",
        )
    return Words(
        f"{bare[0]}년부터는 그만큼 앞을 본 과거 오차가 네 번이 안 되어 범위를 두지 않는다.",
        f"From {bare[0]} on there is no band: fewer than four past errors are known so far ahead.",
    )


def why_missing(indicator: Indicator, points: Points, city: City, *, modelled: bool) -> Words | None:
    """Return why there is no line at all, or None where there is one."""
    if modelled or points.yearly:
        return None
    told = _unmodelled(indicator, city)
    if not points.readings:
        seen = Words("공개된 관측값을 찾지 못했다.", "No published observation was found.")
    elif all(reading.value is None for reading in points.readings):
        seen = Words("찾아보았으나 관측값이 없었다.", "It was looked for, and no value was found.")
    else:
        seen = Words("한 해 전체를 잰 값이 없다.", "No value covers a whole year.")
    return Words(f"{seen.ko} {told.ko}", f"{seen.en} {told.en}")


def _unmodelled(indicator: Indicator, city: City) -> Words:
    if not indicator.measured_by:
        return Words("모형도 이 지표를 계산하지 않는다.", "The model does not compute it either.")
    if indicator.measured_by not in city.functions:
        return Words("이 지표를 계산할 부문이 아직 없다.", "No sector computes it yet.")
    return Words(
        "모형의 값은 단위가 다르거나 내다볼 해에 이르지 못한다.",
        "The model's value has another unit or does not reach the years ahead.",
    )
