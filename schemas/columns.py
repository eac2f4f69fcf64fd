"""Every column type, defined once: what it means, how it is stored, which values keep its contract."""

from datetime import date, datetime
from typing import Annotated

import pyarrow as pa

from schemas.codes import entities, events, reading, relations, reviews, runs, text
from schemas.contract import Code, Column

STRING, INT, BIGINT, DOUBLE, BOOL, DAY = pa.string(), pa.int32(), pa.int64(), pa.float64(), pa.bool_(), pa.date32()
UTC = pa.timestamp("us", "UTC")
ID = r"^[0-9a-f]{24}$"


def _id(meaning: str, references: str | None = None) -> Column:
    return Column(meaning, STRING, pattern=ID, references=references)


def _code(meaning: str, codes: type[Code]) -> Column:
    return Column(meaning, STRING, codes=codes)


def _count(meaning: str) -> Column:
    return Column(meaning, INT, minimum=0)


def _share(meaning: str) -> Column:
    return Column(meaning, DOUBLE, minimum=0, maximum=1)


# --- articles and their parts
ArticleKey = Annotated[str, _id("id of the piece, the same in all its versions")]
ArticleId = Annotated[str, _id("the article it was read from", "articles.article_id")]
Version = Annotated[
    int, Column("place among the piece's texts seen, from 1: by modified_at, without one as they came", INT, minimum=1)
]
ExternalId = Annotated[str, Column("id given by the source: JSONL id, feed guid", STRING)]
Url = Annotated[str, Column("the article's address", STRING)]
Title = Annotated[str, Column("the headline", STRING)]
Authors = Annotated[tuple[str, ...], Column("who wrote it, in the order of the byline", pa.list_(pa.string()))]
PublishedAt = Annotated[
    datetime, Column("when it was published; only given where a time of day and zone are known or the day is", UTC)
]
PublishedEdtf = Annotated[str, Column("when it was published, as EDTF with the precision known", STRING)]
ModifiedAt = Annotated[
    datetime, Column("when its publisher last changed it, as the source says; decides which version is the later", UTC)
]
Publisher = Annotated[str, Column("the outlet", STRING)]
Section = Annotated[str, Column("the part of the publication it is filed in, as the publisher calls it", STRING)]
Keywords = Annotated[
    tuple[str, ...], Column("categories and tags that its publisher gives it, as given", pa.list_(pa.string()))
]
Source = Annotated[
    str,
    Column(
        "the input it came from: path below the input's root or name of the source and address; #number for one of many",
        STRING,
    ),
]
Language = Annotated[str, Column("ISO 639-1 code of the text's language", STRING, pattern=r"^[a-z]{2,3}$")]
ArticleText = Annotated[str, Column("the whole text; every span counts code points in it", STRING)]
ContentHash = Annotated[str, Column("SHA-256 of the content", STRING, pattern=r"^[0-9a-f]{64}$")]
RunOfArticle = Annotated[str, _id("the run that loaded it", "runs.run_id")]
CharStart = Annotated[int, Column("first code point of the span in articles.text", INT, minimum=0)]
CharEnd = Annotated[int, Column("code point after the last of the span in articles.text", INT, minimum=0)]
Text = Annotated[str, Column("the span's own words: articles.text[char_start:char_end]", STRING)]
SegmentNo = Annotated[int, Column("place in reading order, from 0", INT, minimum=0)]
SegmentKind = Annotated[str, _code("what the block is", text.SegmentKind)]
Level = Annotated[
    int, Column("depth: heading level, nesting of lists, quotes and comments; 0 for none", INT, minimum=0)
]
SentenceNo = Annotated[int, Column("place in the article, from 0", INT, minimum=0)]
Href = Annotated[str, Column("the address or title pointed to", STRING)]
AnchorText = Annotated[str, Column("the words of the span that carry the link", STRING)]
LinkKind = Annotated[str, _code("why it points there", text.LinkKind)]
CorrectedOn = Annotated[date, Column("the day of the correction, where it is said", DAY)]
Wrong = Annotated[str, Column("what was wrong, in the note's words; nothing is read from them", STRING)]
Right = Annotated[str, Column("what is right, in the note's words", STRING)]
NoteStart = Annotated[int, Column("first code point of the note: char_start in corrections", INT, minimum=0)]
CorrectedTable = Annotated[str, Column("the table of the corrected record, in history", STRING)]
CorrectedId = Annotated[str, _id("id of the record of an earlier version that the note corrects")]
CorrectedText = Annotated[str, Column("the words of that record in the earlier version", STRING)]
WordCount = Annotated[int, _count("words of the body: headline, byline, captions and the site's own text left out")]
TextHash = Annotated[
    str, _id("hash of the body's words in their order; equal where only case, punctuation or spacing differ")
]
Bands = Annotated[
    list[int],
    Column("MinHash of the body's word shingles, as keys of LSH bands: copies share some", pa.list_(pa.int64())),
]
WireCredit = Annotated[str, Column("the news agency that outlet, byline, dateline or foot name", STRING)]
OriginalId = Annotated[str, _id("the article it is a copy of, no copy itself", "articles.article_id")]
DuplicateOf = Annotated[str, _id("the article it is a copy of, as in duplicates; NULL for an original")]
DuplicateKind = Annotated[str, _code("what kind of copy", text.DuplicateKind)]
Similarity = Annotated[float, _share("share of the shorter text's shingles of three words that the other has too")]
Confidence = Annotated[float, _share("how sure the reader is, from 0 to 1; an order of trust, not a probability")]

# --- entities
MentionId = Annotated[str, _id("id of the mention")]
EntityKey = Annotated[str, _id("id of the entity, across articles")]
EntityId = Annotated[str, _id("the entity", "entities.entity_id")]
AnyEntityId = Annotated[str, _id("an entity's id; it may have been merged away")]
CandidateIds = Annotated[
    list[str], Column("the entities it may mean, where the text leaves it open", pa.list_(pa.string()))
]
EntityType = Annotated[str, _code("what kind of thing it is", entities.EntityType)]
MentionKind = Annotated[str, _code("how it refers", entities.MentionKind)]
EntityName = Annotated[str, Column("the fullest own name", STRING)]
Name = Annotated[str, Column("the name as the text has it: articles.text[char_start:char_end]", STRING)]
NameKind = Annotated[str, _code("what sort of name it is", entities.NameKind)]
NameCue = Annotated[str, Column("the phrase that ties the name to the entity, as the text has it", STRING)]
Description = Annotated[str, Column("a phrase of the text that says who or what it is", STRING)]
WikidataId = Annotated[str, Column("Wikidata item", STRING, pattern=r"^Q[0-9]+$")]
FirstSeen = Annotated[date, Column("earliest publication day of an article naming it", DAY)]
LastSeen = Annotated[date, Column("latest publication day of an article naming it", DAY)]
ArticleCount = Annotated[int, _count("articles naming or reporting it")]
MentionCount = Annotated[int, _count("mentions of it")]
Judgement = Annotated[str, _code("what the decision says", entities.Judgement)]
Score = Annotated[float, _share("how strong the evidence is, from 0 to 1")]
Method = Annotated[str, Column("the rule or model that decided", STRING)]
DecidedBy = Annotated[str, Column("dateline, or the person who decided", STRING)]
DecidedAt = Annotated[datetime, Column("when it was decided", UTC)]
UndoneAt = Annotated[datetime, Column("when it was undone", UTC)]

# --- places
PlaceKey = Annotated[
    str, Column("the gazetteer's entry: its GeoNames id, or a key of dateline's own where it has none", STRING)
]
RunnerUpKey = Annotated[str, Column("the gazetteer's next best entry, elsewhere, for the same words", STRING)]
GeonamesId = Annotated[int, Column("GeoNames id", BIGINT, minimum=1)]
PlaceName = Annotated[str, Column("the gazetteer's name", STRING)]
Latitude = Annotated[float, Column("degrees north, WGS 84", DOUBLE, minimum=-90, maximum=90)]
Longitude = Annotated[float, Column("degrees east, WGS 84", DOUBLE, minimum=-180, maximum=180)]
CountryCode = Annotated[str, Column("ISO 3166-1 alpha-2 code", STRING, pattern=r"^[A-Z]{2}$")]
EventCountry = Annotated[
    str,
    Column(
        "where it happened: the country of its place, else the one the article is about", STRING, pattern=r"^[A-Z]{2}$"
    ),
]
Admin1Code = Annotated[str, Column("GeoNames code of the first-order division", STRING)]
FeatureCode = Annotated[str, Column("GeoNames feature code", STRING)]
PlacePrecision = Annotated[str, _code("how much of the earth the coordinates stand for", entities.PlacePrecision)]
PlaceId = Annotated[str, _id("the place, where it is known", "entities.entity_id")]

# --- dates
DateId = Annotated[str, _id("id of the time expression")]
TimexType = Annotated[str, _code("TIMEX3 type", reading.TimexType)]
TimexValue = Annotated[str, Column("TIMEX3 value", STRING)]
Edtf = Annotated[str, Column("the calendar value as EDTF (ISO 8601-2), no more precise than the words", STRING)]
Earliest = Annotated[date, Column("first day it can mean", DAY)]
Latest = Annotated[date, Column("last day it can mean", DAY)]
Modifier = Annotated[str, _code("TIMEX3 modifier", reading.Modifier)]
Anchor = Annotated[str, _code("what it was reckoned from", reading.Anchor)]

# --- figures and quotations
FigureId = Annotated[str, _id("id of the figure")]
Value = Annotated[float, Column("the number, scaled: 1.5 million is 1500000", DOUBLE)]
ValueLow = Annotated[float, Column("the least it can be", DOUBLE)]
ValueHigh = Annotated[float, Column("the most it can be", DOUBLE)]
Bound = Annotated[str, _code("how the number limits the quantity", reading.Bound)]
Unit = Annotated[str, Column("unit or ISO 4217 currency", STRING)]
Counted = Annotated[str, Column("what is counted, in the text's words", STRING)]
Measure = Annotated[str, _code("what it measures", reading.Measure)]
AttributedTo = Annotated[str, Column("who is said to have given it, in the text's words", STRING)]
QuoteId = Annotated[str, _id("id of the quotation")]
QuoteType = Annotated[str, _code("how the words are reported", reading.QuoteType)]
SpeakerText = Annotated[str, Column("the speaker as named beside the quotation", STRING)]
SpeakerStart = Annotated[int, Column("first code point of speaker_text", INT, minimum=0)]
SpeakerEnd = Annotated[int, Column("code point after the last of speaker_text", INT, minimum=0)]
SpeakerId = Annotated[str, _id("the speaker, where resolved", "entities.entity_id")]
SpeechCue = Annotated[str, Column("the word or phrase that reports the speech", STRING)]

# --- events
EventMentionId = Annotated[str, _id("id of the event mention")]
EventKey = Annotated[str, _id("id of the event, across articles")]
EventId = Annotated[str, _id("the event", "events.event_id")]
AnyEventId = Annotated[str, _id("an event's id; it may have been merged away")]
MergeReason = Annotated[str, Column("what speaks for it, in short words: same day, same town, 12 killed", STRING)]
IsMain = Annotated[bool, Column("whether the article is mainly about it", BOOL)]
Trigger = Annotated[str, Column("the word that reports the event", STRING)]
EventType = Annotated[str, _code("PLOVER type", events.EventType)]
EventMode = Annotated[str, _code("how it was done", events.EventMode)]
Realis = Annotated[str, _code("whether the text says that it happened", events.Realis)]
EventTitle = Annotated[str, Column("a short line in the words of the text", STRING)]
DatePrecision = Annotated[str, _code("how long a stretch the date leaves open", events.DatePrecision)]
Killed = Annotated[int, _count("people killed, perpetrators left out")]
Wounded = Annotated[int, _count("people wounded, perpetrators left out")]
SourceCount = Annotated[int, _count("different publishers among the articles reporting it")]
Role = Annotated[str, _code("what the party was to the event", events.Role)]
PartyName = Annotated[str, Column("the party in the text's words: articles.text[char_start:char_end]", STRING)]
IsAlleged = Annotated[bool, Column("whether the part is claimed or suspected, not stated", BOOL)]

# --- relations
RelationId = Annotated[str, _id("id of the tie")]
RelationType = Annotated[str, _code("the tie, read subject to object", relations.RelationType)]
Polarity = Annotated[str, _code("whether the text says that it holds", relations.Polarity)]
Modality = Annotated[str, _code("how sure the text is", relations.Modality)]

# --- withdrawals
WithdrawnId = Annotated[str, _id("the piece; it has no row in articles while it is withdrawn")]
WithdrawnAt = Annotated[datetime, Column("when it was withdrawn", UTC)]
WithdrawnBy = Annotated[str, Column("who withdrew it: publisher, where its address says so, or a person", STRING)]
WithdrawnReason = Annotated[str, Column("why, in that person's or the address's words", STRING)]
RestoredAt = Annotated[datetime, Column("when that was taken back; NULL while it holds", UTC)]

# --- reviews
ReviewId = Annotated[str, _id("id of the review: a hash of the table, the record and the column")]
ReviewedTable = Annotated[str, Column("the table of the record", STRING)]
ReviewedId = Annotated[str, _id("the record: its id, or a hash of its place where its table has none")]
ReviewedArticle = Annotated[str, _id("the article it was read from; it may have been withdrawn")]
ReviewedRun = Annotated[str, _id("the run that had read it", "runs.run_id")]
Verdict = Annotated[str, _code("what was said of it", reviews.Verdict)]
EditedColumn = Annotated[str, Column("the column that was edited", STRING)]
ValueRead = Annotated[str, Column("its value as read; NULL for none", STRING)]
ValueGiven = Annotated[str, Column("its value as edited; NULL for none", STRING)]
ReviewNote = Annotated[str, Column("why, in that person's words", STRING)]
ReviewedBy = Annotated[str, Column("the person who decided", STRING)]
IsApplied = Annotated[bool, Column("whether the article, as read last, has the record that it is about", BOOL)]

# --- runs
RunKey = Annotated[str, _id("id of the run: a hash of what it took in and of what it read with")]
RunId = Annotated[str, _id("the run", "runs.run_id")]
RunNo = Annotated[int, Column("place among the warehouse's runs, from 1", INT, minimum=1)]
StartedAt = Annotated[datetime, Column("when the run started", UTC)]
FinishedAt = Annotated[datetime, Column("when the run finished", UTC)]
RunStatus = Annotated[str, _code("how it ended", runs.RunStatus)]
CodeVersion = Annotated[str, Column("dateline's version", STRING)]
Model = Annotated[str, Column("the spaCy pipeline and its version", STRING)]
ConfigHash = Annotated[str, _id("hash of the settings that change what is read")]
Seen = Annotated[int, _count("inputs looked at: new + changed + unchanged + quarantined")]
New = Annotated[int, _count("articles loaded for the first time")]
Changed = Annotated[int, _count("articles loaded as a later version")]
Unchanged = Annotated[int, _count("inputs skipped, as known already or by another rule")]
Quarantined = Annotated[int, _count("inputs refused")]
Stage = Annotated[str, _code("where it was refused", runs.Stage)]
ReasonCode = Annotated[str, _code("why, from the closed list", runs.Reason)]
ReasonText = Annotated[str, Column("why, in words", STRING)]
Payload = Annotated[str, Column("what was refused: a record as JSON, or the beginning of an input", STRING)]
SeenAt = Annotated[datetime, Column("when it was refused", UTC)]
Outcome = Annotated[str, _code("what became of it", runs.Outcome)]
InputArticleId = Annotated[str, _id("the article it gave, or was recognised as")]
InputPath = Annotated[str, Column("the file it lies in: path below the input's root", STRING)]
ItemCount = Annotated[int, _count("articles or refused items in it")]
ByteCount = Annotated[int, Column("size of the input in bytes", BIGINT, minimum=0)]
TableName = Annotated[str, Column("a table of the warehouse", STRING)]
Expectation = Annotated[str, Column("the check, as Great Expectations names it", STRING)]
CheckedColumn = Annotated[str, Column("the column checked, NULL for a check of rows or of the table", STRING)]
Severity = Annotated[str, _code("what a failure does", runs.Severity)]
Success = Annotated[bool, Column("whether the check passed", BOOL)]
UnexpectedCount = Annotated[int, Column("rows that failed it", BIGINT, minimum=0)]
Observed = Annotated[str, Column("a few of the failing values, or the value observed", STRING)]
ColumnName = Annotated[str, Column("a column of the table; NULL in the row about the table", STRING)]
ColumnType = Annotated[str, Column("DuckDB type", STRING)]
IsNullable = Annotated[bool, Column("whether NULL, that is unknown, may stand there", BOOL)]
Meaning = Annotated[str, Column("what it means", STRING)]
CodeList = Annotated[str, Column("allowed codes with their meanings, one a line", STRING)]

#: Added to every table on loading; the only value of the clock in a record.
RECORDED_AT = Column("when the row was loaded (transaction time)", UTC)
#: Added in `history`.
RETRACTED_AT = Column("when the row stopped being believed; NULL for current rows", UTC)
RETRACTED_REASON = Column("why it did", STRING, codes=runs.Retraction)
