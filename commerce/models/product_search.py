"""How a product is found: every word of the question begins a word of its name, brand or numbers."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Left

from customers.search import MAX_TERM, MAX_WORDS, WORD, Folded, SimpleVector, beginning_with, folded


class Worded(Func):
    """Split at all punctuation, as WORD splits the question: `TRL-42` is found by `trl 42`."""

    template = "regexp_replace(%(expressions)s, '[!-/:-@\\[-`{-~]+', ' ', 'g')"
    output_field = models.TextField()


_TOLD = Concat(
    *("name", Value(" "), "brand", Value(" "), "sku", Value(" "), "upc", Value(" "), "external_id"),
    output_field=models.TextField(),
)
SORT_NAME = Left(Folded(F("name")), 200)
VECTOR = SimpleVector(Folded(Worded(_TOLD)))


def condition(term: str) -> Q | None:
    """None when nothing can match."""
    words = WORD.findall(folded(term[:MAX_TERM]))[:MAX_WORDS]
    return Q(search=beginning_with(words)) if words else None
