"""OpenAPI 3.1 from the endpoints' own declarations."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from core.api import paging
from core.api.filter_schema import filter_parameters
from core.api.intake_schema import LIST_EXAMPLE, one_or_many, register_result, with_remarks
from core.api.listing import Listing
from core.api.once import HEADER, KEY
from core.api.operations import UNSAFE, Operation

KEY_TEXT = "Makes a repetition safe: the same key and body get the first answer again, for 72 hours."


class OperationSchema(AutoSchema):
    """Reads `@operation`; nothing is guessed from names."""

    @property
    def operation(self) -> Operation:
        return getattr(self.view, self.method.lower()).operation

    def get_operation_id(self) -> str:
        return self.operation.id

    def get_summary(self) -> str:
        return self.operation.summary

    def get_description(self) -> str:
        return self.operation.description

    def get_tags(self) -> list[str]:
        return [self.view.area]

    def get_auth(self) -> list:
        public = self.view.permissions[self.method] == "public"
        return [{}] if public else [{"apiKey": []}, {"session": []}]

    def get_extensions(self) -> dict[str, Any]:
        told: dict[str, Any] = {"x-permission": self.view.permissions[self.method]}
        if self.operation.refusals:
            told["x-refusals"] = sorted(self.operation.refusal_codes())
        return told

    def get_override_parameters(self) -> list[OpenApiParameter]:
        told = list(self.operation.parameters)
        if self.operation.lists:
            told += _list_parameters(self.operation.lists)
        if self.operation.thins:
            told.append(_choices("fields", _readable(self.operation.answer), "Only these fields."))
        if self.method in UNSAFE:
            told.append(
                OpenApiParameter(
                    HEADER,
                    {"type": "string", "pattern": f"^{KEY}$"},
                    OpenApiParameter.HEADER,
                    required=self.operation.key_required,
                    description=KEY_TEXT,
                )
            )
        return told

    def get_request_serializer(self) -> Any:
        told = self.operation
        if told.intake is None:
            return told.body
        one = self.resolve_serializer(told.body, "request").ref
        return {"application/json": one_or_many(one)}

    def _get_request_body(self, direction: Any = "request") -> Any:
        told = super()._get_request_body(direction)
        return {**told, "required": True} if self.operation.intake else told

    def get_response_serializers(self) -> Any:
        told = self.operation
        if told.intake:
            return self._intake_answers(told)
        answer = self._list_of(told.lists) if told.lists else told.answer
        if told.thins:
            self._row_of(told.answer)
        return {told.status: OpenApiResponse(answer, description=_outcome(told))}

    def get_examples(self) -> list[OpenApiExample]:
        told = self.operation
        found = [
            OpenApiExample(
                "Example",
                value=value,
                request_only=request,
                response_only=not request,
                status_codes=[str(told.status)],
            )
            for value, request in ((told.example_body(), True), (told.example_answer(), False))
            if value is not None
        ]
        if told.intake:
            listed = OpenApiExample("A list", value=LIST_EXAMPLE, response_only=True, status_codes=["200"])
            found.append(listed)
        return found

    def _intake_answers(self, told: Operation) -> dict[int, OpenApiResponse]:
        """201 or 200 with the record, or 200 with what came of each item of a list."""
        result, listed = register_result(self.registry)
        record = self.resolve_serializer(told.answer, "response") if told.answer else None
        one = with_remarks(self.registry, record) if record else result
        either = {"anyOf": [one.ref, *([result.ref] if record else []), listed.ref]}
        return {
            201: OpenApiResponse(one.ref, description="One record, and it is new."),
            200: OpenApiResponse(
                either, description="One record that was known, or what came of each of a list."
            ),
        }

    def _list_of(self, listing: Listing) -> dict[str, Any]:
        row = self._row_of(listing.serializer)
        listed = ResolvedComponent(
            name=f"{row.name}List",
            type=ResolvedComponent.SCHEMA,
            object=f"{row.name}List",
            schema=_page_of(row.ref),
        )
        self.registry.register_on_missing(listed)
        return listed.ref

    def _row_of(self, serializer: Any) -> ResolvedComponent:
        """With `?fields=` only the id is sure to come."""
        row = self.resolve_serializer(serializer, "response")
        row.schema["required"] = [name for name in row.schema.get("required", []) if name == "id"]
        return row

    def _map_serializer(self, serializer: Any, direction: str, bypass_extensions: bool = False) -> Any:
        """A body may hold no other fields; an answer may get more in time."""
        told = super()._map_serializer(serializer, direction, bypass_extensions)
        is_lenient = getattr(serializer, "ignores_unknown", False)
        if direction == "request" and "properties" in told and not is_lenient:
            told["additionalProperties"] = False
        if direction == "request" and (one_of := getattr(serializer, "needs_one_of", ())):
            told["anyOf"] = [{"required": [name]} for name in one_of]
        if direction == "request" and (one_of := getattr(serializer, "needs_just_one_of", ())):
            told["oneOf"] = [{"required": [name]} for name in one_of]
        return told


def _page_of(row: dict[str, Any]) -> dict[str, Any]:
    link = {"type": ["string", "null"], "format": "uri"}
    return {
        "type": "object",
        "required": ["results", "next", "previous", "count", "count_is_exact"],
        "properties": {
            "results": {"type": "array", "items": row},
            "next": link,
            "previous": link,
            "count": {
                "type": ["integer", "null"],
                "description": "How many match; null when paging by cursor.",
            },
            "count_is_exact": {
                "type": ["boolean", "null"],
                "description": "From 10,001 on the count is an estimate.",
            },
        },
    }


def _list_parameters(listing: Listing) -> list[OpenApiParameter]:
    orderings = [sign + name for name in listing.ordering for sign in ("", "-")]
    return [
        *filter_parameters(listing.filters),
        _number("page", paging.LAST_PAGE, "The page, from 1. Ignored when a cursor is given."),
        _number("page_size", paging.LARGEST_SIZE, f"Rows per page, {paging.DEFAULT_SIZE} unless told."),
        OpenApiParameter(
            "cursor",
            str,
            description="Empty to start, then as in “next”. Fast at any depth, and rows added meanwhile "
            "move nobody.",
        ),
        _choices(
            "ordering", orderings, f"Sort by these; a minus turns it round. Unless told: {listing.default}."
        ),
        _choices("fields", _readable(listing.serializer), "Only these fields."),
    ]


def _number(name: str, highest: int, text: str) -> OpenApiParameter:
    return OpenApiParameter(name, {"type": "integer", "minimum": 1, "maximum": highest}, description=text)


def _choices(name: str, words: list[str], text: str) -> OpenApiParameter:
    told = {"type": "array", "minItems": 1, "items": {"type": "string", "enum": words}}
    return OpenApiParameter(name, told, style="form", explode=False, description=text)


def _readable(serializer: Any) -> list[str]:
    return [name for name, field in serializer().fields.items() if not field.write_only]


def _outcome(told: Operation) -> str:
    return {200: "Here it is.", 201: "Done and made.", 202: "Begun.", 204: "Done."}.get(told.status, "Done.")
