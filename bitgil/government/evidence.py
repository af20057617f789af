"""보고와 근거: the work a report claims beside milestones, money and targets; optimism by office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bitgil.government.acts import Act
from bitgil.government.days import last_day
from bitgil.government.progress import mean_outcome
from bitgil.government.undertakings import Undertaking
from bitgil.quantity import Words

FORMULA = Words(
    "보고된 공정률 − (마친 이정표 ÷ 모든 이정표, 누적 집행액 ÷ 총사업비 가운데 알려진 것의 평균)",
    "work reported − mean of what is told of: milestones done ÷ all milestones, money spent ÷ total cost",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One report: the share of work it claims, and beside it what else it tells. None where untold."""

    report: Act
    claimed: Decimal
    milestones: Decimal | None
    money: Decimal | None
    target: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """By how much the claim lies above the evidence, negative below; None without evidence."""
        told = [share for share in (self.milestones, self.money) if share is not None]
        return self.claimed - sum(told, Decimal(0)) / len(told) if told else None


@dataclass(frozen=True, slots=True)
class Optimism:
    """낙관도: the mean gap of one office's reports for one period, and of how many."""

    office: str
    period: str
    gap: Decimal
    reports: int


def evidence_of(report: Act, total: int | None) -> Evidence:
    """Return what a report claims and tells; *total* is the total cost in won."""
    rows, spent = report.public.get("milestones", ()), report.public.get("spent")
    done = sum(1 for row in rows if "done" in row)
    return Evidence(
        report=report,
        claimed=Decimal(report.public["work"]) / 100,
        milestones=Decimal(done) / len(rows) if rows else None,
        money=Decimal(sum(spent.values())) / total if spent and total else None,
        target=mean_outcome(report),
    )


def optimism(found: Iterable[Undertaking]) -> tuple[Optimism, ...]:
    """Return each office's mean gap by period, by office and then in time; reports sent back stay out."""
    gaps: dict[tuple[str, str], list[Decimal]] = {}
    for each in found:
        for report in each.case.reports:
            gap = evidence_of(report, each.total).gap
            if gap is not None:
                gaps.setdefault((report.office, report.public["period"]), []).append(gap)
    rows = (
        Optimism(office, period, sum(told, Decimal(0)) / len(told), len(told))
        for (office, period), told in gaps.items()
    )
    return tuple(sorted(rows, key=lambda row: (row.office, last_day(row.period))))
