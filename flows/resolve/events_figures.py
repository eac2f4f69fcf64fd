"""Which event a figure counts the dead, the wounded, the arrested of."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from flows.layers import Event, Figure
from flows.resolve.events_grouping import Group
from flows.resolve.events_told import CLAIMED, Told

#: What each measure may belong to: families of events, see `family_of`.
HARM = frozenset({"violence", "mishap", "arson", "kidnapping", "hijacking"})
FAMILIES = {
    **dict.fromkeys(("killed", "wounded", "missing", "affected", "perpetrators_killed", "perpetrators"), HARM),
    "arrested": frozenset({"arrest", "capture", "raid"}),
    "abducted": frozenset({"kidnapping"}),
    "displaced": frozenset({"evacuation", "flight", "mishap", "violence"}),
}
#: Words that say which figure of a sentence counts what.
OUTCOME = {"killed": frozenset({"death", "killing"}), "wounded": frozenset({"injury"})}
SUPERSEDED = frozenset({"earlier", "previous", "initial", "initially", "previously"})
BACK = 2  # sentences


def tie_figures(doc: Doc, groups: list[Group]) -> None:
    """Set each counting figure's event, where the text leaves no doubt which it is."""
    told = sorted((t for g in groups for t in g.told), key=lambda t: t.token.i)
    owner = {id(t): t.mention.event for t in told}
    opens, text = [sentence.start_char for sentence in doc.sents], doc.text
    for figure in doc._.figures:
        families = FAMILIES.get(figure.measure)
        if families is None or _is_superseded(text, figure):
            continue
        number = max(bisect_right(opens, figure.start) - 1, 0)
        fitting = [t for t in told if t.family in families and t.mention.realis in CLAIMED | {"generic"}]
        figure.event = _event_of(figure, number, fitting, owner)


def _is_superseded(text: str, figure: Figure) -> bool:
    """Whether the text gives the figure as one that no longer holds."""
    return bool(SUPERSEDED & set(text[max(0, figure.start - 40) : figure.start].lower().split()))


def _event_of(figure: Figure, number: int, fitting: list[Told], owner: dict[int, Event | None]) -> Event | None:
    """The event of the nearest fitting word of the figure's sentence, else of the last one told shortly before."""
    here = [t for t in fitting if t.sentence == number]
    if here:
        wanted = OUTCOME.get(figure.measure, frozenset())
        best = min(here, key=lambda t: (t.mention.mode not in wanted, abs(t.token.idx - figure.start)))
        return owner[id(best)] if best.mention.realis != "generic" else None
    before = [t for t in fitting if number - BACK <= t.sentence < number and t.mention.realis != "generic"]
    return owner[id(before[-1])] if before else None
