"""Codes for mentions, entities, their names and merges."""

from schemas.contract import Code


class EntityType(Code):
    """What kind of thing an entity is."""

    PERSON = "person", "a human being, real or fictional"
    ORGANIZATION = "organization", "a body with members: states' organs, armed groups, companies, parties, media"
    PLACE = "place", "a town, region, country, natural feature or facility"
    GROUP = "group", "a people, faith, ethnic or political group without organization"
    WEAPON = "weapon", "a weapon or explosive by name or kind"
    VEHICLE = "vehicle", "a vehicle, ship or aircraft by name or kind"
    WORK = "work", "a book, film, report or other titled work"
    LAW = "law", "a law, treaty or resolution by name"
    EVENT_NAME = "event_name", "an event that has a name of its own"


class MentionKind(Code):
    """How a mention refers to its entity."""

    NAME = "name", "by a proper name"
    NOMINAL = "nominal", "by a common noun: the group's spokesman"
    PRONOUN = "pronoun", "by a pronoun"


class NameKind(Code):
    """What sort of name a name is to its entity."""

    PRIMARY = "primary", "the fullest own name"
    ALIAS = "alias", "another name the text ties to it"
    NOM_DE_GUERRE = "nom_de_guerre", "a fighting name, kunya included"
    ACRONYM = "acronym", "initials or an abbreviation"
    SHORT = "short", "a part of the full name"
    FORMER = "former", "a name it had before"
    TRANSLITERATION = "transliteration", "another spelling of the same name"


class Judgement(Code):
    """What a decision says of two ids."""

    SAME = "same", "both are one"
    DIFFERENT = "different", "they are two, whatever they have in common"
    UNSURE = "unsure", "seen and left open"


class PlacePrecision(Code):
    """How much of the earth a place's coordinates stand for."""

    FACILITY = "facility", "a building or site, placed at itself"
    FACILITY_TOWN = "facility_town", "a building or site, placed at the town it is in"
    TOWN = "town", "a city, town, village or quarter"
    ADMIN2 = "admin2", "a second-order division: county, district"
    ADMIN1 = "admin1", "a first-order division: state, province, governorate"
    COUNTRY = "country", "a whole country or territory"
    REGION = "region", "larger than or across countries: continents, seas, regions"
