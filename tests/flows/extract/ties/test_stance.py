"""How ties are put: denied, alleged, possible, former, and when."""

import pytest

from flows.extract.relations import records
from schemas.codes.relations import Modality, Polarity

YES, NO = Polarity.POSITIVE, Polarity.NEGATIVE
ASSERTED, ALLEGED, POSSIBLE, FORMER = Modality.ASSERTED, Modality.ALLEGED, Modality.POSSIBLE, Modality.FORMER

# text, relation, polarity, modality
PUT = {
    "plain": ("Peter Larsen is a member of Greenpeace.", "member_of", YES, ASSERTED),
    "not": ("Peter Larsen is not a member of Greenpeace.", "member_of", NO, ASSERTED),
    "never": ("Peter Larsen never joined Greenpeace.", "member_of", NO, ASSERTED),
    "refused": ("John Miller refused to join Hezbollah.", "member_of", NO, ASSERTED),
    "denied": ("John Miller denied joining Hezbollah.", "member_of", NO, ASSERTED),
    "not only": ("John Miller not only joined Hezbollah.", "member_of", YES, ASSERTED),
    "a leader who denies something else": (
        "The leader of Hamas, Khaled Mansour, denied the charge.",
        "leader_of",
        YES,
        ASSERTED,
    ),
    "a leader who stays away": ("The leader of Hamas, Khaled Mansour, did not attend.", "leader_of", YES, ASSERTED),
    "allegedly": ("John Miller allegedly joined Hezbollah.", "member_of", YES, ALLEGED),
    "believed": ("Ahmed Diriye is believed to be the leader of Al-Shabaab.", "leader_of", YES, ALLEGED),
    "seems": ("Peter Larsen seems to have been a founding member of Greenpeace.", "member_of", YES, ALLEGED),
    "suspected": ("Suspected Hezbollah member John Miller left.", "member_of", YES, ALLEGED),
    "accused": ("Turkey accused Iran of supporting Hezbollah.", "supports", YES, ALLEGED),
    "a war in quotation marks": ("Syria's “war” on Hezbollah goes on.", "fights", YES, ALLEGED),
    "urged": ("Russia urged Turkey to join NATO.", "member_of", YES, POSSIBLE),
    "if": ("If Syria attacks Israel, nobody will help.", "fights", YES, POSSIBLE),
    "plans": ("John Miller planned to join Hezbollah.", "member_of", YES, POSSIBLE),
    "former": ("Hamas's former leader, Khaled Mansour, spoke.", "leader_of", YES, FORMER),
    "former before another word": ("Former Hamas political leader Khaled Mansour spoke.", "leader_of", YES, FORMER),
    "ex": ("Syria's ex-leader Omar Haddad spoke.", "leader_of", YES, FORMER),
    "the then leader": ("Peter Larsen, the then leader of Greenpeace, left.", "leader_of", YES, FORMER),
    "no longer": ("Peter Larsen is no longer a member of Greenpeace.", "member_of", YES, FORMER),
    "stopped": ("Denmark stopped supporting Hezbollah.", "supports", YES, FORMER),
    "withdrew": ("Denmark withdrew its support for Hezbollah.", "supports", YES, FORMER),
    "resigned from": ("Peter Larsen resigned from Greenpeace.", "member_of", YES, FORMER),
    "longer than another": ("Peter Larsen led Greenpeace longer than expected.", "leader_of", YES, ASSERTED),
    "then": ("John Miller then joined Hezbollah.", "member_of", YES, ASSERTED),
    "until": ("Peter Larsen was a member of Greenpeace until May 2010.", "member_of", YES, FORMER),
}

# text, EDTF
TIMES = {
    "in": ("John Miller joined Hezbollah in January 2014.", "2014-01"),
    "before the verb": ("In January 2014, John Miller joined Hezbollah.", "2014-01"),
    "of a copula": ("In 2010 Peter Larsen became the leader of Greenpeace.", "2010"),
    "since": ("Peter Larsen has led Greenpeace since 2003.", "2003/.."),
    "until": ("Peter Larsen was a member of Greenpeace until May 2010.", "../2010-05"),
    "from to": ("Peter Larsen was the leader of Greenpeace from 2003 to 2006.", "2003/2006"),
    "from until": ("Peter Larsen was the leader of Greenpeace from 2003 until 2006.", "2003/2006"),
    "of another clause": ("The leader of Greenpeace, Peter Larsen, left in 2003.", None),
}


@pytest.mark.parametrize(("text", "kind", "polarity", "modality"), PUT.values(), ids=PUT.keys())
def test_how_it_is_put(read_text, text, kind, polarity, modality):
    (tie,) = [tie for tie in records(read_text(text)) if tie.relation_type == kind]
    assert (tie.polarity, tie.modality) == (polarity, modality)


@pytest.mark.parametrize(("text", "edtf"), TIMES.values(), ids=TIMES.keys())
def test_when(read_text, text, edtf):
    (tie,) = records(read_text(text))
    assert tie.edtf == edtf


def test_open_times_have_one_end(read_text):
    (since,) = records(read_text("Peter Larsen has led Greenpeace since 2003."))
    assert (str(since.earliest), since.latest) == ("2003-01-01", None)
    (until,) = records(read_text("Peter Larsen led Greenpeace until 2010."))
    assert (until.earliest, str(until.latest)) == (None, "2010-12-31")


def test_who_is_accused_of_it_does_it(read_text):
    ties = read_text("Turkey accused Iran of supporting Hezbollah.")._.relations
    assert {(t.subject.entity.name, t.relation_type) for t in ties} == {("Turkey", "opposes"), ("Iran", "supports")}
