"""Many rows of a list in one call: those with these ids, or all that the list's own filters match.

class ChangeCustomersSerializer(BulkActionSerializer):
    table = CUSTOMERS
"""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api.listing import form_errors
from core.lists.formats import DEFAULT, FORMATS
from core.lists.selection import Selection
from core.lists.state import State
from core.lists.table import Table
from core.serializers import StrictSerializer

MOST_IDS = 1_000
LONGEST_QUERY = 4_000


class SelectionSerializer(StrictSerializer):
    table: Table
    needs_just_one_of = ("ids", "filters")

    ids = serializers.ListField(
        child=serializers.UUIDField(), min_length=1, max_length=MOST_IDS, required=False
    )
    filters = serializers.DictField(
        required=False, help_text="As the list's parameters: a text, or a list of texts. Empty: all rows."
    )

    def validate_filters(self, told: dict[str, Any]) -> str:
        """As a query that a job can read again."""
        known = State(self.table, self.context["store"], QueryDict()).filterset.filters
        if unknown := told.keys() - known.keys():
            raise serializers.ValidationError(
                _("There is no filter called %(name)s.") % {"name": ", ".join(sorted(unknown))}
            )
        query = QueryDict(mutable=True)
        for name, value in told.items():
            query.setlist(name, [str(one) for one in (value if isinstance(value, list) else [value])])
        text = query.urlencode()
        if len(text) > LONGEST_QUERY:
            raise serializers.ValidationError(_("These filters are too long."))
        if problems := State(self.table, self.context["store"], QueryDict(text)).problems:
            raise serializers.ValidationError([f"{name}: {why[0]}" for name, why in problems.items()])
        return text

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        if ("ids" in told) == ("filters" in told):
            raise serializers.ValidationError(_("Send either ids or filters."), "required")
        ids = tuple(str(one) for one in told.get("ids", ()))
        selection = Selection("filters" in told, told.get("filters", ""), ids)
        others = {name: value for name, value in told.items() if name not in ("ids", "filters")}
        return {**others, "selection": selection}


class BulkActionSerializer(SelectionSerializer):
    values = serializers.DictField(
        child=serializers.CharField(max_length=200),
        required=False,
        default=dict,
        help_text="What the action must know beside the rows.",
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        keys = [verb.key for verb in self.table.bulk]
        return {"action": serializers.ChoiceField(choices=keys), **super().get_fields()}

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        told = super().validate(told)
        form_class = self.table.verb(told["action"]).form
        if form_class is None:
            return {**told, "values": {}}
        form = form_class(told["values"], store=self.context["store"])
        if not form.is_valid():
            raise serializers.ValidationError({"values": form_errors(form.errors.as_data())})
        return {**told, "values": form.cleaned_data}


class ExportSerializer(SelectionSerializer):
    def get_fields(self) -> dict[str, serializers.Field]:
        store = self.context.get("store")  # absent while the schema is drawn
        columns = (self.table.of(store) if store else self.table).columns
        sorts = [sign + name for name in self.table.sorts for sign in ("", "-")]
        return {
            **super().get_fields(),
            "columns": serializers.ListField(
                child=serializers.ChoiceField(choices=[column.key for column in columns]),
                required=False,
                default=list,
                help_text="All, unless told.",
            ),
            "sort": serializers.ChoiceField(choices=sorts, required=False, default=self.table.default_sort),
            "format": serializers.ChoiceField(
                choices=list(FORMATS),
                required=False,
                default=DEFAULT,
                help_text="csv, xlsx (in sheets of 1,048,575 rows) or json (one object a line).",
            ),
        }
