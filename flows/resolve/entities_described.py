"""Nominals that the sentence itself ties to a name: "the Foreign Secretary, Boris Johnson", "X is a former officer"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from spacy.tokens import Doc

from flows.layers import Mention
from flows.resolve.entities_roles import told_roles

APPOSED = re.compile(r"\s*(?:,|\(|—|–)\s*")
APPOSED_LATER = re.compile(r"(?: (?:of|for|in|at|to) [^,;.()—]{2,60})?\s*(?:,|\(|—|–)\s*")
NAMED_SO = re.compile(
    r",?\s+(?:who is |that is |which is |is |was )?(?:(?:better|best|also|only|simply|locally|commonly) )?"
    r"(?:known (?:only |simply )?as|called|named|nicknamed|dubbed|identified (?:only )?as)\s+[\"“‘]?(?:the\s+)?[\"“‘]?"
)
AFTER_APPOSITION = re.compile(
    r"\s*(?:[,.;:)—–!?\"”]|$|(?:who|which|whose|where|that|in|of|at|for|with|from|and is|said)\b)"
)
DETERMINED = re.compile(r"(?:an?|the|his|her|its|their|one of|former|ex-|then)\b|\S+['’]s?\s", re.IGNORECASE)
NEAR_TYPES = (frozenset({"organization", "group"}), frozenset({"organization", "place"}))
COPULAS = frozenset({"is", "was", "are", "were", "became", "remains", "remained"})


def agree(one: str, other: str) -> bool:
    """Whether two entity types can be of one thing."""
    return one == other or frozenset({one, other}) in NEAR_TYPES


def described(doc: Doc) -> dict[Mention, Mention]:
    """For each nominal that a sentence ties to a name, that name."""
    roles = told_roles(doc)
    text = doc.text
    names: list[Mention] = [m for m in doc._.mentions if m.kind == "name"]
    starts = [m.start for m in names]
    found: dict[Mention, Mention] = {}
    for nominal in doc._.mentions:
        if nominal in roles:
            found[nominal] = roles[nominal]
        elif nominal.kind == "nominal":
            after, before = bisect_left(starts, nominal.end), bisect_right(starts, nominal.start)
            name = _following(doc, text, nominal, names[after : after + 3])
            name = name or _preceding(doc, text, nominal, names[max(0, before - 3) : before])
            name = name or _subject(doc, nominal, names)
            if name is not None:
                found[nominal] = name
    return found


def _following(doc: Doc, text: str, nominal: Mention, names: list[Mention]) -> Mention | None:
    """The name right after: "group leader Omar", "the capital, Damascus,", "the leader of the group, Omar,"."""
    for name in names:
        between = text[nominal.end : name.start]
        if not agree(nominal.entity_type, name.entity_type):
            continue
        if not between.strip(" \"“'‘") and doc[nominal.head].idx + len(doc[nominal.head]) >= nominal.end - 1:
            return name
        if NAMED_SO.fullmatch(between):
            return name
        if APPOSED_LATER.fullmatch(between) and DETERMINED.match(text, nominal.start):
            is_apposed = doc[name.head].dep_ == "appos" or re.match(r"\s*[,.;)—–]", text[name.end : name.end + 3])
            return name if is_apposed and not _is_listed(doc, nominal) else None
    return None


def _preceding(doc: Doc, text: str, nominal: Mention, names: list[Mention]) -> Mention | None:
    """The name right before: "X, a former officer", "X (the group's leader)"."""
    for name in reversed(names):
        if name.end > nominal.start:
            continue
        between = text[name.end : nominal.start]
        if not APPOSED.fullmatch(between):
            return None
        head = doc[nominal.head]
        is_apposed = head.dep_ == "appos" or DETERMINED.match(text, nominal.start)
        if is_apposed and agree(nominal.entity_type, name.entity_type) and AFTER_APPOSITION.match(text, nominal.end):
            return None if _is_listed(doc, nominal) or head.dep_ in ("nsubj", "nsubjpass") else name
    return None


def _subject(doc: Doc, nominal: Mention, names: list[Mention]) -> Mention | None:
    """The subject of "X is a former officer", where it is a name and the clause plainly says so."""
    head = doc[nominal.head]
    verb = head.head
    if (
        head.dep_ != "attr"
        or verb.lower_ not in COPULAS
        or any(t.dep_ in ("neg", "aux", "mark") for t in verb.children)
    ):
        return None
    subjects = {token.i for token in verb.lefts if token.dep_ in ("nsubj", "nsubjpass")}
    for name in names:
        if name.head in subjects and agree(name.entity_type, nominal.entity_type):
            return name
    return None


def _is_listed(doc: Doc, nominal: Mention) -> bool:
    """Whether the nominal is one of several things told in a row, not said of its neighbour."""
    head = doc[nominal.head]
    return head.dep_ == "conj" or any(token.dep_ == "conj" and token.i > head.i for token in head.children)
