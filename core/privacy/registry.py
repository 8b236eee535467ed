from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Store, Upload


class Erasure(models.TextChoices):
    DELETE = "delete", _("Deleted")
    BLANK = "blank", _("Made anonymous")
    KEEP = "keep", _("Kept")
    NOBODYS = "nobodys", _("Holds nothing of customers")
    STAFF = "staff", _("About staff")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Somebody a store knows, by all that rows may name them by."""

    store: Store
    customer_id: int
    public_id: UUID
    merged: frozenset[int] = frozenset()  # the records that were made one with it
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    external_ids: frozenset[str] = frozenset()

    @property
    def customer_ids(self) -> list[int]:
        return sorted({self.customer_id, *self.merged})

    @property
    def traces(self) -> list[str]:
        """What a text that tells of them has in it."""
        named = {*self.emails, *self.phones}
        return sorted({str(self.public_id), *named, *map(quote_plus, named)})  # as text, and in an address

    def in_text(self, *fields: str) -> Q:
        found = Q(pk__in=[])
        for name in fields:
            for trace in self.traces:
                found |= Q(**{f"{name}__icontains": trace})
        return found


Find = str | Callable[[Subject], Q]
Rewrite = Callable[[models.QuerySet, Subject], int]


@dataclass(frozen=True, kw_only=True)
class Declaration:
    model: type[models.Model]
    erasure: Erasure
    label: Any = ""
    because: Any = ""
    find: Find = ""
    blank: dict[str, Any] = field(default_factory=dict)
    keeps: frozenset[str] = frozenset()
    hides: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()
    rewrite: Rewrite | None = None

    @property
    def key(self) -> str:
        return self.model._meta.label_lower

    @property
    def is_of_persons(self) -> bool:
        return self.erasure not in (Erasure.NOBODYS, Erasure.STAFF)

    def rows(self, subject: Subject) -> models.QuerySet:
        """The person's, those included that staff no longer see."""
        of = self.find
        found = Q(**{f"{of}__in": subject.customer_ids}) if isinstance(of, str) else of(subject)
        return self._of(subject.store).filter(found)

    def _of(self, store: Store) -> models.QuerySet:
        every = self.model._base_manager.all()
        has_store = any(each.name == "store" for each in self.model._meta.concrete_fields)
        return every.filter(store=store) if has_store else every

    @property
    def unspoken(self) -> set[str]:
        """Fields that could hold something of a person, of which nobody said what becomes of them."""
        if self.erasure != Erasure.BLANK:
            return set()
        return {each.name for each in wordy_fields(self.model)} - set(self.blank) - self.keeps


_WORDY = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
_TELLING = (*_WORDY, models.GenericIPAddressField, models.DateField)


def wordy_fields(model: type[models.Model]) -> Iterator[models.Field]:
    """Names, addresses, texts, days, files: all but keys, sums, switches and moments."""
    for each in model._meta.concrete_fields:
        if isinstance(each, models.GeneratedField | models.DateTimeField):
            continue
        kind = each.base_field if isinstance(each, ArrayField) else each
        is_file = isinstance(each, models.ForeignKey) and each.related_model is Upload
        if is_file or isinstance(kind, _TELLING):
            yield each


_declared: dict[str, Declaration] = {}


def declarations() -> dict[str, Declaration]:
    return dict(_declared)


def of_persons() -> list[Declaration]:
    """In the order of the house: what lies below comes first."""
    return [each for each in _declared.values() if each.is_of_persons]


def deletes(model, find: Find, *, label, files: Iterable[str] = (), hides: Iterable[str] = ()) -> None:
    """An erasure deletes the rows, and the files they point at."""
    _declare(model, Erasure.DELETE, find=find, label=label, files=tuple(files), hides=frozenset(hides))


def blanks(
    model,
    find: Find,
    *,
    label,
    because,
    blank: dict[str, Any],
    keeps: Iterable[str] = (),
    files: Iterable[str] = (),
    hides: Iterable[str] = (),
) -> None:
    """An erasure gives these fields these values; the row stays, for the reason given."""
    _declare(
        model,
        Erasure.BLANK,
        find=find,
        label=label,
        because=because,
        blank=blank,
        keeps=frozenset(keeps),
        files=tuple(files),
        hides=frozenset(hides),
    )


def rewrites(model, find: Find, *, label, because, rewrite: Rewrite, hides: Iterable[str] = ()) -> None:
    """As `blanks`, where one UPDATE does not say it: the function gets the rows and returns their number."""
    _declare(
        model,
        Erasure.BLANK,
        find=find,
        label=label,
        because=because,
        rewrite=rewrite,
        hides=frozenset(hides),
        keeps=frozenset(each.name for each in wordy_fields(model)),
    )


def keeps(model, find: Find, *, label, because, hides: Iterable[str] = ()) -> None:
    _declare(model, Erasure.KEEP, find=find, label=label, because=because, hides=frozenset(hides))


def impersonal(*models_: type[models.Model], because) -> None:
    for model in models_:
        _declare(model, Erasure.NOBODYS, because=because)


def about_staff(*models_: type[models.Model], because) -> None:
    for model in models_:
        _declare(model, Erasure.STAFF, because=because)


def _declare(model: type[models.Model], erasure: Erasure, **said: Any) -> None:
    declaration = Declaration(model=model, erasure=erasure, **said)
    if declaration.key in _declared:
        raise TypeError(f"{declaration.key} is declared twice")
    _declared[declaration.key] = declaration
