"""Codes for runs, checks and what was refused."""

from schemas.contract import Code


class RunStatus(Code):
    """How a run ended."""

    PUBLISHED = "published", "new rows were published"
    REPROCESSED = "reprocessed", "articles taken in before were read anew"
    DECIDED = "decided", "somebody's decision was published: on two entities or events, an article or records"
    UNCHANGED = "unchanged", "nothing was new, so nothing was published"


class Retraction(Code):
    """Why a row stopped being believed."""

    NEW_VERSION = "new_version", "a later version of the article came"
    OLDER_VERSION = "older_version", "never believed: when it came, a later version of the article was known"
    REPROCESSED = "reprocessed", "the same version of the article was read anew and no longer says it"
    WITHDRAWN = "withdrawn", "its article was withdrawn"
    REVIEWED = "reviewed", "somebody rejected or edited it or what it hangs on, or took that back"
    RECOMPUTED = "recomputed", "computed across articles, and what it was computed from changed"
    DECIDED = "decided", "somebody's decision changed it"


class Stage(Code):
    """A room of the house."""

    LAND = "land", "taking in bytes"
    PARSE = "parse", "bytes to documents"
    EXTRACT = "extract", "documents to records"
    RESOLVE = "resolve", "references settled"
    VALIDATE = "validate", "rows against their contract"
    LOAD = "load", "rows into the warehouse"


class Outcome(Code):
    """What became of an input."""

    LOADED = "loaded", "its records are in the warehouse"
    QUARANTINED = "quarantined", "refused; quarantine says why"
    SKIPPED = "skipped", "already known; reason_code says by which rule"


class Reason(Code):
    """Why an input or record was refused or skipped."""

    UNCHANGED = "unchanged", "the same bytes from the same source were taken in before"
    DUPLICATE = "duplicate", "the same text was taken in from another source"
    WITHDRAWN = "withdrawn", "a text of a piece that was withdrawn; dateline restore brings it back"
    STALE = "stale", "another version of the same piece was taken in by the same run"
    IGNORED = "ignored", "left out by rule: a hidden file, a README, a draft, a record that holds no page …"
    EMPTY = "empty", "no text in it"
    TOO_LARGE = "too_large", "over the size limit"
    UNREADABLE = "unreadable", "the bytes could not be read"
    UNKNOWN_FORMAT = "unknown_format", "no parser knows this kind of file"
    BAD_COMPRESSION = "bad_compression", "compressed data are damaged or cut short"
    TRUNCATED = "truncated", "ends before its own header says it does"
    TOO_DEEP = "too_deep", "archives within archives, or elements within elements, beyond the limit"
    ENCRYPTED = "encrypted", "locked with a password or key"
    NO_TEXT_LAYER = "no_text_layer", "pictures of text only: scanned and not recognised"
    NO_TEXT_COLUMN = "no_text_column", "a table in which no column is known to hold an article's text"
    MISSING_PARSER = "missing_parser", "reading it takes an optional package that is not installed"
    BAD_ENCODING = "bad_encoding", "bytes are no text in any known encoding"
    BAD_SYNTAX = "bad_syntax", "not valid in its own format"
    BAD_FIELD = "bad_field", "a field has a value of the wrong type or form"
    NOT_A_FILE = "not_a_file", "a link, device or socket, or a path leading outside the root"
    NOT_PUBLIC = "not_public", "its address is not http or https, or leads to no host of the public internet"
    ROBOTS = "robots", "its site's robots.txt asks programs not to fetch it"
    LISTING = "listing", "a list of pieces, each of which is taken in by itself"
    LATER = "later", "left for a later run: its site asked to wait, or a run takes no more pages"
    UNAVAILABLE = "unavailable", "its site was down, failed or broke off; a later run asks again"
    FORBIDDEN = "forbidden", "its site does not give it to us"
    NOT_FOUND = "not_found", "its address leads nowhere"
    GONE = "gone", "its address says that it was withdrawn for good"
    CONTRACT = "contract", "a record breaks its table's contract"
    EVIDENCE = "evidence", "a record's span is not its text"
    TIMEOUT = "timeout", "reading it took longer than max_seconds"
    CRASHED = "crashed", "reading it ended the process that read it"
    OUT_OF_MEMORY = "out_of_memory", "reading it took more than max_memory_bytes"
    UNKNOWN = "unknown", "reading it failed in a way nobody foresaw: a fault of dateline"
    DANGLING = "dangling", "a record refers to one that is not there"


class Severity(Code):
    """What a failed check does."""

    ABORT = "abort", "stops the run before anything is published"
    QUARANTINE = "quarantine", "sends the failing rows to quarantine"
    WARN = "warn", "is reported; the rows stay"
