"""Copies: exact, edited and syndicated ones are found; background told again, or the house's own words, are not."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from flows.document import Document
from flows.extract.fingerprints import fingerprint
from flows.fingerprint import bands, shingles, text_hash, words_of
from flows.resolve.duplicates import copies
from tests.bench.copies import HOUSE, LOCAL, add, blocks_of, edited, made, warehouse_of

FERRY = blocks_of("""\
A ferry with ninety people on board ran aground off the island of Vormsi on Monday night in thick fog, and the coast
guard brought all of its passengers ashore before dawn.

The master told the harbour office that the radar had failed an hour before the ship touched the rocks. He had asked
for leave to anchor and was told to go on, he said.

The company that runs the line said it would wait for the findings of the inquiry. Its two other ships were checked
on Tuesday and found to be sound, and they will sail as planned.

Vormsi has been without a ferry since. Bread and post came over by the coast guard's boat, and the school stayed
closed because three of its four teachers live on the mainland.
""")
MILL = blocks_of("""\
Workers of the paper mill at Kunda voted on Friday to strike from next week unless the owners take back the cuts
that they announced in January, their union said.

The owners say that orders have fallen by a third and that the mill lost money in each of the last five quarters.
Nothing has been decided on its future, a spokeswoman said.

About two hundred people work at the mill. It is the largest employer of the county, and the town hall has asked the
government to sit down with both sides.
""")

BEAR = blocks_of("""\
A bear that had wandered through gardens at the edge of Rapla for a week was caught on Sunday and taken back to the
woods, where the hunters' union has fitted it with a collar that tells where it goes.

Nobody was hurt. A beehive and a rabbit hutch will be paid for by the county, which has a fund for such losses.
""")


def piece(name: str, blocks: list[str], publisher: str | None = "Ledger", day: int = 1, **fields: object) -> Document:
    return made(name, blocks, **{"publisher": publisher, "published_edtf": f"2021-03-{day:02}", **fields})


def found(*documents: Document) -> dict[str, tuple[str, str]]:
    """Each copy with its original and kind, by source."""
    names = {document.article_id: document.source for document in documents}
    rows = copies(warehouse_of(documents)).to_pylist()
    return {names[row["article_id"]]: (names[row["duplicate_of"]], row["duplicate_kind"]) for row in rows}


ORIGINAL = piece("original", FERRY)
CASES = {
    "the same words": (piece("b", FERRY, day=2), "exact"),
    "other quotation marks, case and dashes": (
        piece("b", [FERRY[0].replace("’", "'").replace(",", " –"), *(b.upper() for b in FERRY[1:])], day=2), "exact"),
    "the tail cut": (piece("b", FERRY[:2], day=2), "near"),
    "a number and a name changed": (
        piece("b", [b.replace("ninety", "94").replace("master", "captain") for b in FERRY], day=2), "near"),
    "a paragraph put in": (piece("b", [FERRY[0], LOCAL[0], *FERRY[1:]], day=2), "near"),
    "another outlet": (piece("b", FERRY, "Courier", day=2), "syndicated"),
    "another outlet, edited": (piece("b", FERRY[:3], "Courier", day=2), "syndicated"),
    "an agency credited, the outlet unknown": (
        piece("b", ["TALLINN (Reuters) — " + FERRY[0], *FERRY[1:]], None, day=2), "syndicated"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_copy_is_tied_to_its_original(name):
    copy, kind = CASES[name]
    assert found(ORIGINAL, copy, piece("mill", MILL)) == {"b": ("original", kind)}


OTHERS = {
    "another story": [piece("b", MILL, day=2)],
    "a follow-up that ends with the background": [piece("b", [*MILL, FERRY[0]], day=2)],
    "a short follow-up with two paragraphs of background": [piece("b", [MILL[0], MILL[2], FERRY[2]], day=2)],
    "the house's own paragraph": [piece("b", [*MILL, HOUSE], day=2), piece("c", [HOUSE, *BEAR], day=2)],
    "a quotation from it": [piece("b", [MILL[0], FERRY[1], MILL[1]], day=2)],
    "no body": [piece("b", [], day=2), piece("c", [], day=2)],
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_copy_stays_alone(name):
    assert found(ORIGINAL, *OTHERS[name]) == {}


def test_the_original_is_the_one_published_first():
    assert found(piece("late", FERRY, day=3), piece("early", FERRY, day=2)) == {"late": ("early", "exact")}


def test_of_one_day_the_agency_is_the_original():
    agency = piece("z", FERRY[:3], "Reuters")
    assert found(agency, piece("a", FERRY, "Courier")) == {"a": ("z", "syndicated")}


def family(count: int) -> list[Document]:
    rng = random.Random(7)  # noqa: S311
    made = [piece(f"copy-{n}", edited(FERRY, rng), f"Paper {n}", day=n + 2) for n in range(count)]
    return [ORIGINAL, *made, piece("mill", MILL)]


def test_the_order_in_which_articles_come_makes_no_difference():
    """One by one in any order gives what all at once give; a later original becomes the original of all."""
    documents = family(3)
    names = {document.article_id: document.source for document in documents}
    whole = found(*documents)
    assert len(whole) == 3
    for order in list(permutations(documents))[::53]:
        connection = warehouse_of(order[:1])
        current: dict[str, tuple[str, str]] = {}
        for document in order[1:]:
            add(connection, [document])
            rows = copies(connection).to_pylist()
            touched = {names[each] for (each,) in connection.execute("FROM touched_articles").fetchall()}
            current = {name: said for name, said in current.items() if name not in touched}
            for row in rows:
                current[names[row["article_id"]]] = (names[row["duplicate_of"]], row["duplicate_kind"])
            connection.execute("DELETE FROM main.duplicates")
            connection.register("rows", copies(connection))
        assert current == whole


def test_fingerprints_do_not_depend_on_the_machine():
    """Stored hashes are compared with those of later runs: these must never change by themselves."""
    words = words_of("“Don’t go,” the master said; 1,200 waited.")
    assert words == ["dont", "go", "the", "master", "said", "1", "200", "waited"]
    assert text_hash(words) == text_hash(words_of("DON'T GO the master said 1 200 waited"))
    assert (len(shingles(words)), len(bands(shingles(words)))) == (6, 72)
    assert bands(shingles(words))[:2] == GIVEN


GIVEN = [5940797729799954159, 908114685515104614]


@pytest.mark.parametrize(
    ("fields", "credit"),
    [
        ({"publisher": "Reuters"}, "Reuters"),
        ({"authors": ("The Associated Press",)}, "Associated Press"),
        ({"blocks": ["TALLINN (AFP) — " + FERRY[0]]}, "AFP"),
        ({"blocks": [*FERRY, "— dpa"]}, "dpa"),
        ({"blocks": ["Reuters offices were closed on Monday, staff of the agency said."]}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_an_agency_is_read_from_outlet_byline_dateline_and_foot(fields, credit):
    blocks = fields.pop("blocks", FERRY)
    made = fingerprint(piece("a", blocks, **fields))
    assert made is not None
    assert made.wire_credit == credit
