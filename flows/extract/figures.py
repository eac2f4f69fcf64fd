"""Numbers that count or measure something: value, limits, unit, what is counted, and who gave them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from flows.extract.figures_attribution import attributed_to
from flows.extract.figures_counted import Counted, counted, counts, is_age
from flows.extract.figures_measure import CASUALTIES, measure_of
from flows.extract.figures_numbers import Number, read_numbers
from flows.layers import Figure
from schemas.codes.entities import MentionKind
from schemas.codes.reading import Measure
from schemas.contract import Record, record_id
from schemas.tables.figures import Figure as FigureRecord

FACTORY = "dateline_figures"
#: "one" and "several" are often no numbers ("one of the first", "several times"): kept only for these.
ALWAYS = CASUALTIES | {Measure.PERPETRATORS, Measure.PERPETRATORS_KILLED, Measure.MONEY}


@Language.component(FACTORY, requires=["doc._.mentions", "doc._.dates", "doc._.quotes"], assigns=["doc._.figures"])
def read_figures(doc: Doc) -> Doc:
    """The document with its figures in the order of the text."""
    figures: list[Figure] = []
    before: tuple[Counted, str] | None = None
    times = [(when.start, when.end) for when in doc._.dates]
    dated = {token.i for start, end in times for token in doc.char_span(start, end, alignment_mode="expand") or ()}
    names = [(m.start, m.end) for m in doc._.mentions if m.kind == MentionKind.NAME]
    for number in read_numbers(doc.text):
        if is_age(doc.text, number):
            figures.append(_age(number))
            continue
        if _within(number, times) and number.measure != Measure.MONEY or _inside(number, names):
            continue
        found = counted(doc, number, dated)
        measure = measure_of(doc, found, before)
        if counts(doc, found) and (measure in ALWAYS or not _is_weak(doc, found)):
            before = (found, measure)
            figures.append(_figure(doc, found, measure))
    doc._.figures = figures
    return doc


def _within(number: Number, times: list[tuple[int, int]]) -> bool:
    return any(start < number.bare_end and number.bare_start < end for start, end in times)


def _inside(number: Number, names: list[tuple[int, int]]) -> bool:
    """Whether the number is a part of a name that does not begin with it."""
    return any(start < number.bare_start < end for start, end in names)


def _is_weak(doc: Doc, found: Counted) -> bool:
    """Whether the number may well be no count: "one of the first", "the two", "several times"."""
    number = found.number
    if number.unit or number.measure:
        return False
    said = doc.text[number.bare_start : number.bare_end].lower()
    if said == "one" or number.kind == "few":
        return number.start == number.bare_start
    return found.noun is None and found.first > 0 and doc[found.first - 1].lower_ in ("the", "these", "those", "no")


def _age(number: Number) -> Figure:
    return Figure(
        number.start, number.end, number.value, number.low, number.high, number.bound, "year", None, Measure.AGE
    )


def _figure(doc: Doc, found: Counted, measure: str) -> Figure:
    number = found.number
    counted_words = found.words(doc)
    source = attributed_to(doc, doc[found.first])
    return Figure(
        number.start,
        number.end,
        number.value,
        number.low,
        number.high,
        number.bound,
        number.unit,
        counted_words,
        measure,
        source,
    )


def records(doc: Doc) -> Iterator[Record]:
    """A row for each figure."""
    article = doc._.document
    for figure in doc._.figures:
        source = figure.attributed_to
        yield FigureRecord(
            figure_id=record_id("figure", article.article_id, figure.start, figure.end),
            article_id=article.article_id,
            char_start=figure.start,
            char_end=figure.end,
            text=article.text[figure.start : figure.end],
            value=figure.value,
            value_low=figure.low,
            value_high=figure.high,
            bound=figure.bound,
            unit=figure.unit,
            counted=figure.counted,
            measure=figure.measure,
            attributed_to=article.text[source[0] : source[1]] if source else None,
            event_id=figure.event.event_id or None if figure.event else None,
        )
