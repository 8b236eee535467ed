"""A row of any model, with something plausible in every column that needs it.

A model with rules of its own says in SAMPLES what its rows look like.
"""

from decimal import Decimal
from itertools import count

from django.db import IntegrityError, models, transaction
from django.utils import timezone

SAMPLES = {
    "customers.customfield": lambda n: {"kind": "text", "key": f"field_{n}"},
    "customers.customvalue": lambda n: {"text": f"value {n % 3}"},
    "customers.customertag": lambda n: {},
    "customers.tag": lambda n: {"kind": "manual", "source_key": ""},
    "commerce.order": lambda n: {
        "status": "paid",
        "paid_at": timezone.now(),
        "currency": "USD",
        "total": Decimal(n),
    },
    "commerce.customereventstat": lambda n: {"name": f"shop.event_{n % 3}"},
    "commerce.category": lambda n: {"parent": None},
    "commerce.productwatch": lambda n: {"met_at": timezone.now() if n % 3 == 0 else None},
}
PLAUSIBLE = {
    models.BooleanField: lambda n: n % 2 == 0,
    models.UUIDField: lambda n: f"00000000-0000-4000-8000-{n:012}",
    models.DateTimeField: lambda n: timezone.now(),
    models.DateField: lambda n: timezone.now().date(),
    models.IntegerField: lambda n: n % 1000,
    models.DecimalField: Decimal,
    models.FloatField: float,
    models.JSONField: lambda n: {},
    models.EmailField: "row{}@example.com".format,
}
_numbers = count(1)


class Maker:
    """What rows point at comes from a pool of two of each kind, so that two customers have the same."""

    def __init__(self, store, chance):
        self.store, self.chance = store, chance
        self._pools = {}

    def add(self, model, field, customer):
        """None where the customer has one like it already, or it would break a rule."""
        values = self._values(model) | {field: customer}
        try:
            with transaction.atomic():
                return model._base_manager.create(**values)
        except IntegrityError:
            return None

    def _values(self, model):
        number = next(_numbers)
        own = SAMPLES.get(model._meta.label_lower, lambda n: {})(number)
        values = {}
        for field in model._meta.concrete_fields:
            if field.name not in own and self._needs(field):
                values[field.name] = self._value(field, number)
        return values | own

    def _needs(self, field):
        if (
            isinstance(field, models.GeneratedField)
            or field.primary_key
            or getattr(field, "auto_now_add", False)
        ):
            return False
        if field.is_relation:
            return not field.null
        return not (field.has_default() or field.has_db_default() or field.null)

    def _value(self, field, number):
        if field.is_relation:
            return self._one_of(field.related_model)
        if field.choices:
            return self.chance.choice([value for value, _label in field.flatchoices if value != ""])
        for kind, plausible in PLAUSIBLE.items():
            if isinstance(field, kind):
                return plausible(number)
        return f"row{number}"[: field.max_length or 200]

    def _one_of(self, model):
        if model is self.store.__class__:
            return self.store
        pool = self._pools.setdefault(model, [])
        if len(pool) < 2:
            pool.append(model._base_manager.create(**self._values(model)))
        return self.chance.choice(pool)
