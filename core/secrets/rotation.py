"""Bring every secret to the newest key of the ring."""

from collections.abc import Callable, Iterable, Iterator

from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Cast

from core.secrets.cipher import current_prefix, decrypt, encrypt
from core.secrets.field import Sealed, SecretField

ROWS_AT_ONCE = 500

# Secrets kept elsewhere than in a SecretField: each function re-encrypts its own and counts them.
other_secrets: list[Callable[[], int]] = []


def rotate_secrets(models_: Iterable[type[models.Model]] | None = None) -> dict[str, int]:
    """Re-encrypt what an older key made; returns how many of each column, and may run at any time."""
    counts = {}
    for model in models_ if models_ is not None else apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SecretField):
                counts[f"{model._meta.label}.{field.name}"] = sum(_rotated(model, field))
    for rotate in other_secrets:
        counts[f"{rotate.__module__}.{rotate.__name__}"] = rotate()
    return counts


def _rotated(model: type[models.Model], field: SecretField) -> Iterator[int]:
    old = (
        model._base_manager.annotate(sealed=Cast(field.name, models.TextField()))
        .exclude(sealed=None)
        .exclude(sealed__startswith=current_prefix())
        .order_by("pk")
    )
    while count := _rotate_some(model, field, old):
        yield count


@transaction.atomic
def _rotate_some(model: type[models.Model], field: SecretField, old: models.QuerySet) -> int:
    rows = list(old.select_for_update()[:ROWS_AT_ONCE])
    for row in rows:
        bound_to = field.bound_to(row)
        sealed = Sealed(encrypt(decrypt(row.sealed, bound_to), bound_to))
        model._base_manager.filter(pk=row.pk).update(**{field.name: sealed})
    return len(rows)
