"""The inputs of a form: one for each public field of a kind, holding what was there or what was just typed.

Names of inputs are the fields' own; a row's are field.place.column, counted from 0, an amount's of a table
field.source. Every form also has `effect`, `reason` and the hidden `kind`, `subject` and `seen`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from bitgil.government.acts import KINDS, Kind
from bitgil.government.acts.fields import Field
from bitgil.government.acts.fields import Form as Shaped
from bitgil.plan.types.project import MONEY_SOURCES
from bitgil.portal.counting import whole
from bitgil.portal.naming import field_name, hint_of, value_name
from bitgil.portal.terms import MONEY_SOURCE
from bitgil.portal.workspace.desk import Desk
from bitgil.quantity import Words
from bitgil.record.schemas import Shape

UNASKED = frozenset({"document", "warnings", "before", "leads_to", "changes", "files", "history", "reported"})
"""What no form asks for: the digest comes with the document, the warnings with the judgement, the rest
with an edited folder."""
PRIVATE = "private"
"""The name of the input for a text that is held back from the public."""
SOURCES = tuple(source for source in MONEY_SOURCES if source != "unknown")
"""The sources of money that a form asks for; one that an act already names is asked for too."""
PLACE = "([0-9]{1,3})"
"""How the place of a row is written in its inputs' names: whoever sends a large one asks for no more rows."""
SPARE_ROWS = 2
"""Empty rows offered below those that are filled."""
_WIDGETS: Mapping[Shape | Shaped, str] = {
    Shape.DATE: "text",
    Shape.COUNT: "count",
    Shape.WON: "won",
    Shape.FLAG: "flag",
    Shaped.TEXT: "area",
    Shaped.TEXTS: "lines",
    Shaped.CODES: "text",
    Shaped.TABLE: "amounts",
    Shaped.NUMBER: "number",
    Shaped.ACT: "count",
}
Choices = tuple[tuple[str, Words], ...]
_DAYS = frozenset({"date", "deadline", "due", "done", "first", "last"})
_SHORT = frozenset({"title", "programme", "place", "url", "what", "unit", "source"})


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its name, label, widget and value; `choices` where it is one of a list; `rows` of cells.

    `fixed` inputs are sent along and not shown.
    """

    name: str
    label: Words
    widget: str
    value: str = ""
    needed: bool = False
    choices: tuple[tuple[str, Words], ...] = ()
    hint: Words | None = None
    rows: tuple[tuple[Input, ...], ...] = ()
    fixed: bool = False

    @property
    def parts(self) -> tuple[Input, ...]:
        """The input itself, or its cells that hold something."""
        cells = tuple(cell for row in self.rows for cell in row if cell.value)
        return cells if self.rows else (self,)

    @property
    def several(self) -> tuple[str, ...]:
        """The values chosen, where several may be."""
        return tuple(self.value.split())


@dataclass(frozen=True, slots=True)
class Form:
    """A form for one act about one subject. `seen` is the last act its opener saw about it.

    `encloses` is what the private text is called, `enclosed` that text, where the form asks for one.
    """

    kind: Kind
    subject: str
    seen: int
    effect: str
    reason: str
    inputs: tuple[Input, ...]
    encloses: Words | None = None
    enclosed: str = ""

    @property
    def shown(self) -> tuple[Input, ...]:
        """The inputs that a person fills in."""
        return tuple(each for each in self.inputs if not each.fixed)

    @property
    def sent(self) -> tuple[Input, ...]:
        """The inputs that only travel along, those of rows cell by cell."""
        return tuple(part for each in self.inputs if each.fixed for part in each.parts)


@dataclass(frozen=True, slots=True)
class Begun:
    """What a form begins with: values `given`, values `fixed`, fields to `leave` out, and `choices`.

    `choices` lists the values of fields, or of columns as field.column, that the register leaves open.
    `effect` is the day the act is most likely about, today where empty; `encloses` names the private text
    or file that the form asks for; it is never public (see forms.enclosing); `notes` say under a field what
    helps to fill it in here, and `spare` is how many empty rows stand below those filled.
    """

    given: Mapping[str, Any] = dataclass_field(default_factory=dict)
    fixed: Mapping[str, Any] = dataclass_field(default_factory=dict)
    leave: frozenset[str] = frozenset()
    choices: Mapping[str, Choices] = dataclass_field(default_factory=dict)
    effect: str = ""
    encloses: Words | None = None
    notes: Mapping[str, Words] = dataclass_field(default_factory=dict)
    spare: int = SPARE_ROWS

    def listed(self, path: str, field: Field) -> Choices:
        """Return the values from which a field is chosen, none where it is written freely."""
        return self.choices.get(path) or tuple((code, value_name(path, code)) for code in field.choices)


def form_for(kind: str, subject: str, desk: Desk, begun: Begun | None = None) -> Form:
    """Return the form for an act of a kind about a subject.

    Where this very form was just handed in and refused, what was typed stands in it again.
    """
    known, begun = KINDS[kind], begun or Begun()
    typed = desk.posted
    again = typed.one("kind") == kind and typed.one("subject") == subject
    begins = texts_of(known, begun.given)
    texts = {name: "\n".join(typed.all(name)) for name in typed.values} if again else begins
    texts |= texts_of(known, begun.fixed)
    asked = tuple(
        _input(known, name, texts, begun) for name in known.fields if name not in begun.leave | UNASKED
    )
    seen = whole(typed.one("seen")) if again else None
    seen = desk.seen(subject) if seen is None else seen
    effect = typed.one("effect") if again else begun.effect or desk.today
    reason, private = (typed.one("reason"), typed.one(PRIVATE)) if again else ("", "")
    return Form(known, subject, seen, effect, reason, asked, begun.encloses, private)


def texts_of(kind: Kind, public: Mapping[str, Any]) -> dict[str, str]:
    """Return public fields as the texts that a form's inputs hold, rows under field.place.column."""
    found: dict[str, str] = {}
    for name, value in public.items():
        field = kind.fields.get(name)
        if field is not None and field.form is Shaped.ROWS:
            for place, row in enumerate(value):
                found |= {f"{name}.{place}.{column}": str(part) for column, part in row.items()}
        elif field is not None and field.form is Shaped.TABLE:
            found |= {f"{name}.{code}": f"{amount:,}" for code, amount in value.items()}
        else:
            found[name] = _text(value, "\n" if field and field.form is Shaped.TEXTS else " ")
    return found


def _text(value: object, between: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return between.join(map(str, value)) if isinstance(value, list) else str(value)


def _input(kind: Kind, name: str, texts: Mapping[str, str], begun: Begun) -> Input:
    field, fixed = kind.fields[name], name in begun.fixed
    label, hint = field_name(kind.name, name), hint_of(name)
    if field.form is Shaped.ROWS:
        rows = tuple(_rows(kind, name, texts, begun))
        return Input(name, label, "rows", "", field.needed, rows=rows, hint=hint, fixed=fixed)
    if field.form is Shaped.TABLE:
        cells = (tuple(_amounts(name, texts)),)
        return Input(name, label, "amounts", "", field.needed, rows=cells, hint=hint, fixed=fixed)
    listed = begun.listed(name, field)
    widget = _widget(name, field, listed=bool(listed))
    hint = begun.notes.get(name) or (None if widget == "several" else hint)
    return Input(name, label, widget, texts.get(name, ""), field.needed, listed, hint, fixed=fixed)


def _widget(name: str, field: Field, *, listed: bool) -> str:
    last = name.rpartition(".")[2]
    if listed:
        return "several" if field.form is Shaped.CODES else "choice"
    if field.form is Shape.DATE and last in _DAYS:
        return "day"
    if field.form is Shaped.TEXT and last in _SHORT:
        return "text"
    return _WIDGETS.get(field.form, "text")


def _rows(kind: Kind, name: str, texts: Mapping[str, str], begun: Begun) -> Iterator[tuple[Input, ...]]:
    field = kind.fields[name]
    pattern = re.compile(rf"{re.escape(name)}\.{PLACE}\.\w+")
    places = {int(match[1]) for key, text in texts.items() if text and (match := pattern.fullmatch(key))}
    for place in range(max(places, default=-1) + 1 + begun.spare):
        cells = []
        for column, held in field.columns.items():
            path, key = f"{name}.{column}", f"{name}.{place}.{column}"
            listed = begun.listed(path, held)
            widget = _widget(column, held, listed=bool(listed))
            label = field_name(kind.name, path)
            cells.append(Input(key, label, widget, texts.get(key, ""), held.needed, listed))
        yield tuple(cells)


def _amounts(name: str, texts: Mapping[str, str]) -> Iterator[Input]:
    filled = (key for key, text in texts.items() if key.startswith(f"{name}.") and text)
    told = [key.removeprefix(f"{name}.") for key in filled]
    for code in dict.fromkeys((*SOURCES, *told)):
        key = f"{name}.{code}"
        yield Input(key, MONEY_SOURCE.get(code, Words(code, code)), "won", texts.get(key, ""))
