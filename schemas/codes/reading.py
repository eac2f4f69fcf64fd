"""Codes for dates, figures and quotations."""

from schemas.contract import Code


class TimexType(Code):
    """TIMEX3 types (TimeML 1.2.1, https://timeml.github.io)."""

    DATE = "DATE", "a day or a longer stretch of the calendar"
    TIME = "TIME", "a time of day"
    DURATION = "DURATION", "a length of time"
    SET = "SET", "a recurring time"


class Modifier(Code):
    """TIMEX3 modifiers (TimeML 1.2.1)."""

    BEFORE = "BEFORE", "before the point"
    AFTER = "AFTER", "after the point"
    ON_OR_BEFORE = "ON_OR_BEFORE", "no later than the point"
    ON_OR_AFTER = "ON_OR_AFTER", "no earlier than the point: since 2011"
    LESS_THAN = "LESS_THAN", "shorter than the duration"
    MORE_THAN = "MORE_THAN", "longer than the duration"
    EQUAL_OR_LESS = "EQUAL_OR_LESS", "at most the duration"
    EQUAL_OR_MORE = "EQUAL_OR_MORE", "at least the duration"
    START = "START", "the early part: early 2010"
    MID = "MID", "the middle part: mid-2012"
    END = "END", "the late part: late summer"
    APPROX = "APPROX", "about the point or length"


class Anchor(Code):
    """What a time expression was reckoned from."""

    DOCUMENT = "document", "the publication date"
    TEXT = "text", "another date or event in the text"
    NONE = "none", "nothing: it says itself what it means, or it could not be reckoned"


class Bound(Code):
    """How a number limits the quantity it states."""

    EXACT = "exact", "just that number"
    ABOUT = "about", "roughly that number"
    AT_LEAST = "at_least", "that number or more"
    AT_MOST = "at_most", "that number or fewer"
    MORE_THAN = "more_than", "above that number"
    LESS_THAN = "less_than", "below that number"
    BETWEEN = "between", "from value_low to value_high"


class Measure(Code):
    """What a figure counts or measures."""

    KILLED = "killed", "people killed, perpetrators left out"
    WOUNDED = "wounded", "people wounded or injured, perpetrators left out"
    PERPETRATORS_KILLED = "perpetrators_killed", "attackers who died"
    PERPETRATORS = "perpetrators", "attackers, plotters or suspects, by number"
    ARRESTED = "arrested", "people arrested or detained"
    ABDUCTED = "abducted", "people kidnapped or taken hostage"
    DISPLACED = "displaced", "people displaced, evacuated or fled"
    MISSING = "missing", "people missing"
    AFFECTED = "affected", "people affected, infected, trapped or rescued"
    PEOPLE = "people", "people counted for anything else"
    MONEY = "money", "an amount of money; unit is the ISO 4217 code where known"
    SHARE = "share", "a part of a whole; unit percent or fraction"
    LENGTH = "length", "a length, height or distance"
    AREA = "area", "an area"
    WEIGHT = "weight", "a weight or mass"
    VOLUME = "volume", "a volume"
    SPEED = "speed", "a speed"
    TEMPERATURE = "temperature", "a temperature"
    AGE = "age", "an age in years"
    RANK = "rank", "a place in an order: third"
    COUNT = "count", "things counted"
    OTHER = "other", "a quantity of another kind"


class QuoteType(Code):
    """How words are reported."""

    DIRECT = "direct", "the speaker's whole words in quotation marks"
    INDIRECT = "indirect", "what was said, in the writer's words"
    MIXED = "mixed", "quoted words inside a paraphrase"
    SCARE = "scare", "quotation marks that attribute to nobody: distance, title, term"
    BLOCK = "block", "a quotation set off as a block"
