"""Codes for people's reviews of records."""

from schemas.contract import Code


class Verdict(Code):
    """What a person said of a record."""

    ACCEPT = "accept", "it is as the text has it"
    REJECT = "reject", "it is wrong: neither it nor what hangs on it is believed"
    EDIT = "edit", "one of its columns is wrong, and has the value given here"
