"""`@operation`: what an endpoint is, told once for the request, the schema and the docs."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from core.api.fields import asked_fields
from core.api.intake import Intake
from core.api.listing import Listing
from core.api.once import run_once
from core.api.queries import refuse_unknown
from core.exceptions import DomainError
from core.models import Store

RESULT_EXAMPLE = {"id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f01", "external_id": "1001"}
REMARKS_EXAMPLE: dict[str, Any] = {"outcome": "created", "errors": {}, "ignored_fields": []}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


@dataclass(frozen=True, kw_only=True)
class Operation:
    id: str  # stable: generated clients name their functions by it
    summary: str
    description: str = ""
    body: type[BaseSerializer] | None = None
    partial: bool = False
    answer: type[BaseSerializer] | None = None
    status: int = 200
    lists: Listing | None = None
    intake: Intake | None = None
    thins: bool = False
    refusals: Sequence[type[DomainError]] = ()
    key_required: bool = False
    secret_answer: bool = False
    example: Any = None  # a body that works
    parameters: Sequence[Any] = ()  # OpenApiParameter, for what no listing or filter tells

    def example_body(self) -> Any:
        """What a caller would send: the example without what only the server writes."""
        if self.example is not None or self.body is None:
            return self.example
        whole, fields = getattr(self.body, "example", {}), self.body().fields
        return {name: whole[name] for name in whole if not fields[name].read_only} or None

    def example_answer(self) -> Any:
        row = getattr(self.lists.serializer if self.lists else self.answer, "example", None)
        if self.intake:
            return {**(row or RESULT_EXAMPLE), **REMARKS_EXAMPLE}
        if row is None or not self.lists:
            return row
        return {"results": [row], "next": None, "previous": None, "count": 1, "count_is_exact": True}

    def refusal_codes(self) -> set[str]:
        """A refusal's special cases are refusals too."""
        special = {case for refusal in self.refusals for case in refusal.__subclasses__()}
        return {refusal.code for refusal in (*self.refusals, *special)}

    def query_names(self, store: Store | None = None) -> set[str]:
        own = {parameter.name for parameter in self.parameters}
        listed = self.lists.parameters(store) if self.lists else set()
        return own | listed | ({"fields"} if self.thins else set())


def operation(id: str, summary: str, **declared: Any) -> Callable:
    """Declare a verb of a `StoreApiView`; the view's method is left to parse, call and show."""

    def decorate(method: Callable) -> Callable:
        told = Operation(
            id=id,
            summary=summary,
            **{
                "description": inspect.getdoc(method) or "",
                "thins": method.__name__ == "get" and "answer" in declared,
                **_of_intake(declared.get("intake")),
                **declared,
            },
        )

        @wraps(method)
        def endpoint(view: Any, request: Request, *args: Any, **kwargs: Any) -> Any:
            refuse_unknown(request.GET, told.query_names(getattr(request, "store", None)))
            if told.thins:
                view.wanted = asked_fields(request, told.answer)
            if request.method not in UNSAFE:
                return method(view, request, *args, **kwargs)
            return run_once(
                request,
                lambda: method(view, request, *args, **kwargs),
                required=told.key_required,
                secret=told.secret_answer,
            )

        endpoint.operation = told
        return endpoint

    return decorate


def _of_intake(intake: Intake | None) -> dict[str, Any]:
    return {"body": intake.serializer, "answer": intake.answer, "status": 201} if intake else {}
