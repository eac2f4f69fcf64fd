"""Numbers that count or measure something: value, limits, unit, what is counted, and who gave them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from flows.extract.counting.ages import is_age
from flows.extract.counting.attribution import attributed_to
from flows.extract.counting.measures import CASUALTIES, beside, measure_of
from flows.extract.counting.nouns import Counted, as_amount, counted, counts, tokens
from flows.extract.counting.numbers import Number, read_numbers
from flows.layers import Figure
from schemas.codes.entities import MentionKind
from schemas.codes.reading import Measure
from schemas.contract import Record, record_id
from schemas.tables.figures import Figure as FigureRecord

FACTORY = "dateline_figures"
#: "one" and "several" are often no numbers ("one of the first", "several times"): kept only for these.
ALWAYS = CASUALTIES | {Measure.PERPETRATORS, Measure.PERPETRATORS_KILLED, Measure.MONEY}
#: Before a number without a noun they make it a name or something told before: "the 787", "the two".
DEFINITE = frozenset({"the", "these", "those", "no", "its", "'s", "’s", "new"})


@Language.component(FACTORY, requires=["doc._.mentions", "doc._.dates", "doc._.quotes"], assigns=["doc._.figures"])
def read_figures(doc: Doc) -> Doc:
    """The document with its figures in the order of the text."""
    figures: list[Figure] = []
    text = doc.text
    times = [(when.start, when.end) for when in doc._.dates]
    dated = {at for start, end in times for at in tokens(doc, start, end)}
    names = [(mention.start, mention.end) for mention in doc._.mentions if mention.kind == MentionKind.NAME]
    last: tuple[Counted, str] | None = None
    chain = 0  # how many of the last figures stand side by side
    for number in (as_amount(doc, number) for number in read_numbers(text)):
        if is_age(doc, text, number, figures[-1].end if figures and figures[-1].measure == Measure.AGE else None):
            figures.append(_figure(number, Measure.AGE, "year"))
            continue
        if _is_taken(doc, number, times, names, last):
            continue
        found = counted(doc, text, number, dated)
        measure = measure_of(doc, found, last)
        if not counts(doc, found) or (measure not in ALWAYS and _is_weak(doc, found)):
            continue
        chain = chain + 1 if last and beside(doc, last[0], found) else 1
        if measure in CASUALTIES:
            _share_fate(figures[len(figures) - chain + 1 :], measure)
        last = (found, measure)
        source = attributed_to(doc, text, doc[found.first])
        figures.append(_figure(number, measure, number.unit, found.words(doc), source))
    doc._.figures = figures
    return doc


Spans = list[tuple[int, int]]


def _is_taken(doc: Doc, number: Number, times: Spans, names: Spans, last: tuple[Counted, str] | None) -> bool:
    """Whether the number belongs to a time, to a name or to what the last number counts ("five new 737 aircraft")."""
    start, end = number.bare_start, number.bare_end
    if last and last[0].noun is not None and doc[last[0].start].idx <= start < doc[last[0].noun].idx:
        return True
    if not number.measure and any(begin < end and start < stop for begin, stop in times):
        return True
    return any(begin < start < stop for begin, stop in names)


def _is_weak(doc: Doc, found: Counted) -> bool:
    """Whether the number may well be no count: "one of the first", "the two", "several times"."""
    number = found.number
    if number.unit:
        return False
    if found.text[number.bare_start : number.bare_end].lower() == "one" or number.kind == "few":
        return number.start == number.bare_start
    before = doc[found.first - 1].lower_ if found.first else ""
    if found.noun is not None:
        return before == "the" and (number.value or 4) <= 3  # "the two companies", told before
    is_followed = found.last + 1 < len(doc) and doc[found.last + 1].tag_ == "VBN"  # "the 60 needed"
    return before in DEFINITE and number.kind == "digits" and number.scale == 1 and not is_followed


def _share_fate(listed: list[Figure], measure: str) -> None:
    """Give the people listed before what the end of the list tells of all: "12 soldiers and 9 others killed"."""
    for figure in listed:
        if figure.measure == Measure.PEOPLE:
            figure.measure = measure


def _figure(
    number: Number,
    measure: str,
    unit: str | None,
    words: str | None = None,
    source: tuple[int, int] | None = None,
) -> Figure:
    bounds = (number.start, number.end)
    return Figure(*bounds, number.value, number.low, number.high, number.bound, unit, words, measure, source)


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
            event_id=(figure.event.event_id or None) if figure.event else None,
        )
