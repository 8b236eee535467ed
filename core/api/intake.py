"""An endpoint that takes in what another system tells: one record, or a list of up to 1,000.

class Products(IntakeView):
    permissions = {"POST": "products.send"}

    @operation("send_products", "Send products", intake=products)
    def post(self, request):
        return products.take(request)

`products = Intake(serializer=…, verb=put_products, answer=ProductSerializer, rows=…)`. Each item of a list
has its own result, and a bad one never costs its neighbours: what cannot be read or is not valid fails
before the database is asked; what the database or a house rule refuses fails in a savepoint of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from django.db import DataError, IntegrityError, OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.delivery import DeliveryParser
from core.api.problems import field_errors
from core.api.unknown_fields import known_fields, unknown_fields
from core.api.views import StoreApiView
from core.exceptions import DomainError
from core.intake import Fate, Item, Verb, counted
from core.models import Store

log = structlog.get_logger(__name__)
WHOLE = "non_field_errors"


class IntakeView(StoreApiView):
    """Base of the endpoints with an intake: bodies may be larger, and items are checked one by one."""

    largest_body = 8 * 1024 * 1024
    parser_classes = [DeliveryParser]


@dataclass(frozen=True, kw_only=True)
class Intake:
    serializer: type[serializers.Serializer]  # a core.serializers.DeliveredSerializer
    verb: Verb  # verb(*, store, items, by, now, **more): see core.intake
    answer: type[serializers.Serializer] | None = None  # the record, for who sends just one
    rows: Callable[[Store], QuerySet] | None = None  # where that record is found by its public id
    location: Callable[[UUID], str] | None = None

    def take(self, request: Request, **more: Any) -> Response:
        """`more` goes to the verb."""
        verb = partial(self.verb, store=request.store, by=request.actor, now=timezone.now(), **more)
        read = Reader(self.serializer, request.store)
        if isinstance(request.data, list):
            return self._many(request.data, read, verb)
        return self._one(request, read, verb)

    def _many(self, given: list[Any], read: "Reader", verb: Verb) -> Response:
        faults = getattr(given, "faults", {})
        items = [read.item(index, one, faults.get(index)) for index, one in enumerate(given)]
        put_all([item for item in items if not item.has_failed], verb)
        results = [{"index": item.index, **_result(item)} for item in items]
        return Response({"results": results, **counted(items)})

    def _one(self, request: Request, read: "Reader", verb: Verb) -> Response:
        item = Item(0, **read.values(request.data))
        with transaction.atomic():
            verb(items=[item])
            if item.has_failed:
                raise item.refusal or _invalid(item)
        status = 201 if item.outcome is Fate.CREATED else 200
        row = self.rows(request.store).filter(public_id=item.id).first() if self.rows else None
        if self.answer is None or row is None:  # such as of somebody deleted since
            return Response(_result(item), status)
        told = self.answer(row, context={"store": request.store}).data
        is_new = status == 201 and self.location and item.id
        headers = {"Location": self.location(item.id)} if is_new else None
        return Response({**told, **remarks(item)}, status, headers=headers)


class Reader:
    """Validates item after item with one serializer, whose fields are made once."""

    def __init__(self, serializer: type[serializers.Serializer], store: Store):
        self.serializer = serializer(context={"store": store})
        self.known = known_fields(self.serializer)

    def values(self, given: Any) -> dict[str, Any]:
        values = self.serializer.run_validation(given)
        return {
            "values": dict(values),
            "external_id": values.get("external_id") or None,
            "ignored_fields": unknown_fields(given, self.known),
        }

    def item(self, index: int, given: Any, fault: ValidationError | None) -> Item:
        try:
            if fault:
                raise fault
            return Item(index, **self.values(given))
        except ValidationError as exc:
            return _failed(Item(index, external_id=_external_id(given)), exc)


def put_all(items: list[Item], verb: Verb) -> None:
    """Together if that goes; else each in a savepoint, so that only those fail who must."""
    if not items:
        return
    try:
        with transaction.atomic():
            verb(items=items)
    except OperationalError:  # busy, or gone: to be sent again as it is
        raise
    except Exception as exc:
        log.info("intake.one_by_one", items=len(items), error=repr(exc)[:300])
        with transaction.atomic():
            for item in items:
                _put_alone(item, verb)


def _put_alone(item: Item, verb: Verb) -> None:
    item.forget()
    try:
        with transaction.atomic():
            verb(items=[item])
    except OperationalError:
        raise
    except DomainError as refusal:
        item.refuse(refusal)
    except (DataError, OverflowError):
        item.fail(WHOLE, _("A value is out of range."), "out_of_range")
    except IntegrityError as exc:
        log.warning("intake.refused_by_database", error=repr(exc)[:300])
        item.fail(WHOLE, _("This does not fit what is known already. Send it again."), "conflict")
    except Exception:
        log.exception("intake.item_failed", index=item.index)
        item.fail(WHOLE, _("Something went wrong here. It has been logged."), "server_error")


def remarks(item: Item) -> dict[str, Any]:
    return {"outcome": item.outcome, "errors": item.errors, "ignored_fields": item.ignored_fields}


def _result(item: Item) -> dict[str, Any]:
    return {
        "outcome": item.outcome,
        "id": item.id and str(item.id),
        "external_id": item.external_id,
        "errors": item.errors,
        "ignored_fields": item.ignored_fields,
    }


def _failed(item: Item, exc: ValidationError) -> Item:
    for error in field_errors(exc.get_full_details()):
        item.fail(error["field"] or WHOLE, error["message"], error["code"])
    return item


def _invalid(item: Item) -> ValidationError:
    return ValidationError(
        {
            where: [ErrorDetail(error["message"], error["code"]) for error in errors]
            for where, errors in item.errors.items()
        }
    )


def _external_id(given: Any) -> str | None:
    told = given.get("external_id") if isinstance(given, Mapping) else None
    return told[:100] if isinstance(told, str) else None
