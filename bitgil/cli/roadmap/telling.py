"""How the roadmap and its questions are read out: what cannot be decided comes first."""

from __future__ import annotations

import time
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from bitgil.cli.speech import SLOW, Out
from bitgil.quantity import Words
from bitgil.roadmap.wording import source_words

VERDICTS = {
    "unscored": Words("정할 수 없는 사업", "cannot be decided"),
    "undecided": Words("결정하지 못한 사업", "undecided"),
    "in": Words("고른 사업", "chosen"),
    "out": Words("고르지 않은 사업", "not chosen"),
    "unknown": Words("앞날을 알 수 없는 사업", "course unknown"),
    "running": Words("진행 중", "running"),
    "finished": Words("끝난 사업", "finished"),
}
FIRMNESS = {
    "in": Words("늘 들어감", "always in"),
    "out": Words("늘 빠짐", "always out"),
    "contested": Words("엇갈림", "contested"),
}
UNMOVED = Words("시험한 범위에서는 뒤집히지 않음", "nothing tried flips it")
TOGETHER = Words("여러 사업비가 함께 어긋날 때만 뒤집힘", "flips only where several costs err at once")
ENDED = {
    "stop": Words("멈춤(진행 중이던 사업의 값은 세지 않았음)", "stopped (what it was worth is not counted)"),
    "pause": Words("쉬었다가 이어 감", "rests, then goes on"),
}
CHANGES = {
    "same": Words("그대로인 사업", "the same"),
    "moved": Words("시기가 바뀐 사업", "moved"),
    "changed": Words("방식이 바뀐 사업", "done another way"),
    "dropped": Words("빠진 사업", "dropped"),
    "lost": Words("할 수 없게 된 사업", "can no longer be done"),
    "added": Words("새로 들어온 사업", "added"),
}


class Incumbent:
    """Says on the side, once a search takes longer than two seconds, its best plan and its bound."""

    def __init__(self, out: Out) -> None:
        self.out, self.begun, self.said = out, time.monotonic(), 0.0

    def __call__(self, best: Fraction | None, bound: Fraction | None, seconds: float) -> None:
        """Show how far the search is, at most once a second."""
        now = time.monotonic()
        if now - self.begun < SLOW or now - self.said < 1:
            return
        self.said = now
        shown = ["-" if each is None else f"{float(each):,.2f}" for each in (best, bound)]
        self.out.note(
            f"{seconds:,.0f}초: 지금까지 최선 {shown[0]}, 상한 {shown[1]}",
            f"{seconds:,.0f} s: best so far {shown[0]}, bound {shown[1]}",
        )


def tell(found: Mapping[str, Any], out: Out) -> None:
    """Print everything that was found."""
    if "projects" not in found:
        _tell_why(found, out)
        return
    out.tell(f"{found['as_of']} 기준", f"as of {found['as_of']}")
    for note in (*found["notes"], *found["impossible"]):
        out.say(f"· {note[out.language]}")
    out.say(found["proof"][out.language])
    if found["promised"] is not None:
        out.say(f"· {found['promised']['words'][out.language]}")
    for each in found["binding"]:
        out.say(f"· {each['why'][out.language]}")
    for verdict, words in VERDICTS.items():
        _tell_group([row for row in found["projects"] if row["verdict"] == verdict], words, out)
    names = {row["id"]: row["name"][out.language] for row in found["projects"]}
    for part, telling in (
        ("front", _tell_front),
        ("robustness", _tell_firmness),
        ("safety", _tell_safety),
        ("cvar", _tell_worst),
        ("replan", _tell_replan),
    ):
        if part in found:
            out.say()
            telling(found, found[part], names, out)
    if found.get("stopped"):
        out.tell(
            "멈추었으므로 나머지 물음에는 답하지 않았습니다.", "Stopped: the other questions have no answer."
        )


def _tell_group(rows: list[Mapping[str, Any]], words: Words, out: Out) -> None:
    if not rows:
        return
    out.say()
    out.say(f"{words.in_(out.language)} ({len(rows)})")
    for row in rows:
        span = f"{row['start'] or '?'}–{row['end'] or '?'}"
        out.say(f"  {row['id']}  {row['name'][out.language]}  {span}")
        for line in row["why"]:
            out.say(f"      {line[out.language]}")


def _tell_why(found: Mapping[str, Any], out: Out) -> None:
    words = VERDICTS[found["verdict"]].in_(out.language)
    out.say(f"{found['project']}: {words}")
    for line in found["why"]:
        out.say(f"  {line[out.language]}")


def _tell_front(
    found: Mapping[str, Any], front: Mapping[str, Any], names: Mapping[str, str], out: Out
) -> None:
    out.tell("맞바꿈: 어느 것도 다른 것보다 모든 목적에서 낫지 않은 로드맵",
             "Trade-off: roadmaps of which none is better than another in everything")  # fmt: skip
    if "note" in front:
        out.say(f"  {front['note'][out.language]}")
        return
    aims = {aim["id"]: aim["name"][out.language] for aim in found["objectives"]}
    head = ("", *(aims[name] for name in front["objectives"]), Words("고른 사업", "chosen").in_(out.language))
    out.table(
        head,
        [
            (
                f"{number}{'' if point['proven'] else '?'}",
                *(_short(point["values"][name]) for name in front["objectives"]),
                ", ".join(key for key in point["starts"] if key in names) or "-",
            )
            for number, point in enumerate(front["points"], 1)
        ],
    )
    if not all(point["proven"] for point in front["points"]):
        out.tell("?는 최선임이 증명되지 않은 점입니다.", "A ? marks a point that was not proven best.")


def _tell_firmness(
    found: Mapping[str, Any], verdicts: list[Mapping[str, Any]], names: Mapping[str, str], out: Out
) -> None:
    del found
    out.tell("가중치와 사업비가 어긋날 때", "Over other weights and costs")
    for row in verdicts:
        said = FIRMNESS[row["verdict"]].in_(out.language)
        flip = row["flip"]
        unmoved = TOGETHER if row["verdict"] == "contested" else UNMOVED
        why = (
            unmoved.in_(out.language)
            if flip is None
            else Words("뒤집는 가장 작은 변화: ", "smallest flip: ").in_(out.language) + flip[out.language]
        )
        out.say(f"  {row['id']}  {names[row['id']]}: {said} ({float(row['share']):.0%}); {why}")


def _tell_safety(
    found: Mapping[str, Any], safe: Mapping[str, Any], names: Mapping[str, str], out: Out
) -> None:
    del names
    level = f"{float(safe['level']):.0%}"
    out.tell(f"한도를 {level} 확률로 지키는 로드맵", f"The roadmap that keeps each limit with {level}")
    out.say(f"  · {safe['note'][out.language]}")
    if safe["value"] is None:
        out.tell("  그런 로드맵을 찾지 못했습니다.", "  No such roadmap was found.")
        return
    out.tell(
        f"  안전의 값: 목적 값 {_short(safe['plain'])} 대신 {_short(safe['value'])}"
        f"({_short(safe['price'])} 줄어듦)",
        f"  The price of safety: a value of {_short(safe['value'])} instead of {_short(safe['plain'])} "
        f"({_short(safe['price'])} less)",
    )
    lost = {r["id"] for r in found["projects"] if r["verdict"] == "in"} - safe["starts"].keys()
    if lost:
        out.tell(f"  빠지는 사업: {', '.join(sorted(lost))}", f"  It leaves out {', '.join(sorted(lost))}")
    for row in safe["limits"]:
        source = source_words(row["source"]).in_(out.language)
        out.tell(
            f"  {row['year']} {source}: 한도 {row['limit']}억원, 예상 {row['expected']}억원, "
            f"넘을 확률 {float(row['chance']):.1%}, 새로 뽑은 경우에서 {float(row['realised']):.1%}",
            f"  {row['year']} {source}: limit {row['limit']}, expected {row['expected']} (100 million won), "
            f"passed with {float(row['chance']):.1%}, in fresh draws {float(row['realised']):.1%}",
        )


def _tell_worst(
    found: Mapping[str, Any], worst: Mapping[str, Any] | None, names: Mapping[str, str], out: Out
) -> None:
    del names
    out.tell("나쁜 미래까지 본 로드맵", "The roadmap that minds the worst futures")
    if worst is None:
        out.tell("  효과를 계산한 선택 대상이 없습니다.", "  No open project has effects to draw.")
        return
    out.say(f"  {worst['words'][out.language]}")
    if worst["status"] == "optimal":
        out.tell("  더 나은 것이 없음을 증명했습니다.", "  It is proven that none is better.")
    elif worst["bound"] is not None and worst["mixture"] is not None:
        value, bound = (f"{float(worst[key]):.2f}" for key in ("mixture", "bound"))
        out.tell(
            f"  증명하지 못했습니다: 섞은 값 {value}, 넘을 수 없는 값 {bound}.",
            f"  Not proven: its mixture is {value}, none can pass {bound}.",
        )
    chosen = {row["id"]: row["start"] for row in found["projects"] if row["verdict"] == "in"}
    free = {row["id"] for row in found["projects"] if row["verdict"] in {"in", "out"}}
    mine = {key: at for key, at in worst["starts"].items() if key in free}
    if mine == chosen:
        out.tell("  고르는 사업은 같습니다.", "  It chooses the same projects.")
    else:
        listed = ", ".join(f"{key} {at}" for key, at in mine.items()) or "-"
        out.tell(f"  고르는 사업: {listed}", f"  It chooses {listed}")


def _tell_baseline(new: Mapping[str, Any], out: Out) -> None:
    """Print what was re-planned where it was named, and what of it can no longer be."""
    if "baseline" not in new:
        return
    out.tell(f"  {new['baseline']}에서 다시 짭니다.", f"  Re-planned from {new['baseline']}.")
    if new["left"]:
        listed = ", ".join(new["left"])
        out.tell(
            f"  그때 시작할 수 없게 되어 뺀 사업: {listed}",
            f"  Left out of it, as they can no longer start then: {listed}",
        )


def _tell_replan(
    found: Mapping[str, Any], new: Mapping[str, Any], names: Mapping[str, str], out: Out
) -> None:
    del found
    out.tell(f"{new['from']}부터 다시 짠 로드맵", f"Re-planned from {new['from']}")
    _tell_baseline(new, out)
    for shock in new["shocks"]:
        out.say(f"  · {shock[out.language]}")
    for part in new["shortfall"]:
        source = source_words(part["source"])
        out.tell(
            f"  · {part['year']}년 {source.ko} {part['amount']}억원이 모자라며, 마련되었다고 보고 짰습니다.",
            f"  · {part['year']}: {part['amount']} (100 million won) of {source.in_('en')} lacks; "
            "the plan counts it as found.",
        )
    if new["value"] is None:
        out.tell("  가능한 로드맵이 없습니다.", "  No roadmap is possible.")
        for line in new["why"]:
            out.say(f"  {line[out.language]}")
        return
    out.tell(
        f"  목적 값 {_short(new['value'])} (최선 {_short(new['best'])}), 흔들림 {new['disruption']}점",
        f"  value {_short(new['value'])} (best {_short(new['best'])}), disruption {new['disruption']}",
    )
    for each in new["ended"]:
        way = ENDED[each["way"]]
        out.tell(f"  {each['project']}: {way.ko}", f"  {each['project']}: {way.in_('en')}")
    for each in new["leaves"]:
        source = source_words(each["source"])
        out.tell(
            f"  {each['project']} 위약금 {source.ko} {each['fine']}억원: {each['basis']['ko']}",
            f"  {each['project']}, fine of {each['fine']} (100 million won) of {source.in_('en')}: "
            f"{each['basis']['en']}",
        )
    for kind, words in CHANGES.items():
        ids = [name for name in new[kind] if name in names]
        if ids:
            listed = ", ".join(f"{name} {names[name]} {new['starts'].get(name, '')}".strip() for name in ids)
            out.say(f"  {words.in_(out.language)} ({len(ids)}): {listed}")


def _short(number: str | None) -> str:
    return "-" if number is None else f"{float(number):,.2f}"
