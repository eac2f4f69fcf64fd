"""The words between two names that tell of a place: "X in Y", "X, a town in Y", "Y's northern city of X"."""

from __future__ import annotations

import re

_SORT = r"(?:province|city|town|village|district|neighbou?rhood|area|region|governorate|county|suburb|camp|island)"
_PART = (
    r"(?:(?:north|south|east|west|central|upper|lower)[a-z-]* |greater |downtown |the )*"
    r"(?:(?:heart|cent(?:re|er)|middle|outskirts|suburbs|remains|ruins) of (?:the )?)?"
    rf"(?:(?:[a-z]+ )?{_SORT} of )?"
)
IN = re.compile(rf"(?: {_SORT})?,? (?:in|at|of) {_PART}", re.IGNORECASE)
SORT_IN = re.compile(rf" {_SORT},? (?:in|of) {_PART}", re.IGNORECASE)
EVENT_IN = re.compile(rf" (?:in|at) {_PART}", re.IGNORECASE)
BODY_IN = re.compile(
    r"(?:[’']s? (?:offices?|headquarters|campus|branch|store|base|stronghold|embassy|bureau|plant|factory|"
    r"efforts?|operations|activities|presence|fighters|forces|positions|territory|wing|network|leaders))?"
    rf" in {_PART}",
    re.IGNORECASE,
)
INCLUDING = re.compile(r",? (?:including|such as|like|especially|notably) (?:the )?")
OTHER = re.compile(rf" and (?:other|several|many) (?:[a-z]+ ){{1,4}}(?:in|of) {_PART}", re.IGNORECASE)
_IS = r"(?:\)| \([^()]{0,80}\))?(?:,| is| are| was| were)"
IS_IN = re.compile(
    rf"{_IS} (?:(?:an?|the|one of the) (?P<said>(?:[a-z-]+ ){{1,6}})|located |situated |based )"
    rf"(?:in|on|at|(?<!north )(?<!south )(?<!east )(?<!west )of) {_PART}",
    re.IGNORECASE,
)
BASED = re.compile(
    rf"[-–]based |, (?:which is )?(?:based|headquartered|located|situated) (?:in|at) {_PART}", re.IGNORECASE
)
#: "Syria's northern city of Raqqa", "Syria's Raqqa".
OWNING = re.compile(rf"[’']s (?:(?:[a-z]+ ){{0,3}}{_SORT} of )?", re.IGNORECASE)
#: "the Syrian city of Raqqa".
DEMONYM = re.compile(rf" (?:[a-z]+ ){{0,2}}(?:capital|{_SORT}),?(?: of)? ")
MORE = re.compile(rf" and (?:in )?{_PART}|, ", re.IGNORECASE)
#: Words before a body, and after a place, that tell of a meeting there, not of a seat.
VISITING = re.compile(
    r"(?:\b(?:with|met|to|from)"
    r"|\b(?:meeting|conference|congress|summit|session|gathering|ministers|members|talks) of) (?:the )?$"
)
ON_DAY = re.compile(r",? on (?:[A-Z]|\d)")
