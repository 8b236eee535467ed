"""How a customer is found: what the term looks like decides which index answers it."""

import re
import unicodedata

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Concat, Left, NullIf, Trim

LOOKS_DIALLED = re.compile(r"\+?[\d\s().\-/]*\d[\d\s().\-/]*", re.ASCII)
WORD = re.compile(r"[^\s!-/:-@\[-`{-~]+")
MAX_WORDS = 6
MAX_TERM = 200
COMBINING = re.compile(r"[\u0300-\u036f]")
WITHOUT_STROKE = str.maketrans("øØłŁđĐ", "oOlLdD")


def folded(text: str) -> str:
    """Lower case without accents, as the database keeps names to search and sort by."""
    bare = COMBINING.sub("", unicodedata.normalize("NFKD", text))
    return bare.translate(WITHOUT_STROKE).lower()


class Folded(Func):
    """The same in SQL."""

    template = (
        'lower(translate(regexp_replace(normalize((%(expressions)s) COLLATE "default", NFKD),'
        " '[\\u0300-\\u036f]', '', 'g'), 'øØłŁđĐ', 'oOlLdD'))"
    )
    output_field = models.TextField()


class SimpleVector(Func):
    template = "to_tsvector('simple', %(expressions)s)"
    output_field = SearchVectorField()


_TEXT = {"output_field": models.TextField()}
_NAME = Concat("last_name", Value(" "), "first_name", **_TEXT)
# Cut, because folding can lengthen a text beyond what an index takes.
SORT_NAME = Left(Folded(Coalesce(NullIf(Trim(_NAME), Value("")), F("email"), F("phone"), **_TEXT)), 200)
VECTOR = SimpleVector(Folded(Concat(_NAME, Value(" "), F("email"), **_TEXT)))


def condition(term: str) -> Q | None:
    """None when nothing can match."""
    term = term[:MAX_TERM].strip().lower()
    if "@" in term:
        return Q(email__startswith=term)
    if LOOKS_DIALLED.fullmatch(term):
        dialled = "+" + "".join(filter(str.isdigit, term)).removeprefix("00")
        return Q(phone__startswith=dialled) & ~Q(phone="")  # the index leaves out those without
    words = WORD.findall(folded(term))[:MAX_WORDS]
    return Q(search=beginning_with(words)) if words else None


def beginning_with(words: list[str]) -> SearchQuery:
    """Every word must begin some word of the row."""
    return SearchQuery(" & ".join(f"'{word}':*" for word in words), config="simple", search_type="raw")
