"""What is known of a customer beyond name and contacts, in and out."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from customers.custom import fields_of, values_of
from customers.custom_kinds import as_json
from customers.models import Customer, Gender
from customers.particulars import NETWORKS, normal_birthday, normal_handle, normal_time_zone
from customers.services import read_custom

EXAMPLE = {
    "company": "Lima Outdoor",
    "birthday": "1990-05-31",
    "gender": "female",
    "time_zone": "Europe/Lisbon",
    "socials": {"instagram": "ana.lima"},
    "owner": None,
    "custom": {},
}


class TimeZoneField(serializers.CharField):
    def to_internal_value(self, data: Any) -> str:
        return normal_time_zone(super().to_internal_value(data))


class BirthdayField(serializers.DateField):
    def to_internal_value(self, value: Any) -> Any:
        return normal_birthday(super().to_internal_value(value))


class HandleField(serializers.CharField):
    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):  # a number is no handle
            self.fail("invalid")
        return normal_handle(super().to_internal_value(data))


class SocialsSerializer(serializers.Serializer):
    """Handles by network; those left out are taken away."""

    def get_fields(self) -> dict[str, serializers.Field]:
        asked = {"max_length": 200, "required": False, "allow_blank": True, "allow_null": True}
        return {name: HandleField(help_text=label, **asked) for name, (label, _start) in NETWORKS.items()}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := sorted(data.keys() - self.fields)):
            hint = "There is no such network. Known are: " + ", ".join(NETWORKS) + "."
            raise serializers.ValidationError({name: [ErrorDetail(hint, "unknown")] for name in unknown})
        return {name: handle for name, handle in super().to_internal_value(data).items() if handle}

    def to_representation(self, instance: dict[str, str]) -> dict[str, str]:
        return instance


class MemberField(serializers.EmailField):
    """Somebody who works in the store, by e-mail address."""

    default_error_messages = {"unknown": "Nobody with this address works here."}

    def to_internal_value(self, data: Any) -> Any:
        email = super().to_internal_value(data).strip().lower()
        found = self.context["store"].memberships.active().filter(user__email=email).first()
        if found is None:
            self.fail("unknown")
        return found

    def to_representation(self, value: Any) -> str:
        return value.user.email


@extend_schema_field({"type": "object", "additionalProperties": {}, "maxProperties": 100})
class CustomField(serializers.Field):
    """Values by the keys of the store's own fields; null empties one. What is left out stays."""

    default_error_messages = {"invalid": "Send an object of values by their fields' keys."}

    def get_attribute(self, instance: Customer) -> Customer:
        return instance

    def to_representation(self, customer: Customer) -> dict[str, Any]:
        fields = fields_of(self.context["store"])
        values = values_of(customer, fields)
        return {one.key: as_json(one, values.get(one.key)) for one in fields}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fail("invalid")
        customer = getattr(self.parent, "instance", None)
        known = values_of(customer) if isinstance(customer, Customer) else {}
        told = read_custom(self.context["store"], data, known)
        if told.problems:
            raise serializers.ValidationError(
                {key: [ErrorDetail(one.messages[0], one.code)] for key, one in told.problems.items()}
            )
        return dict(told.values)


class ToldCustomField(CustomField):
    """As another system sends it: taken as it is, and understood field by field later."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fail("invalid")
        return data


class FurtherSerializer(serializers.Serializer):
    """For everybody who reads and writes customers one by one."""

    birthday = BirthdayField(required=False, allow_null=True, help_text="Between 1900 and today.")
    gender = serializers.ChoiceField(choices=Gender.choices, required=False, allow_blank=True)
    time_zone = TimeZoneField(
        max_length=60, required=False, allow_blank=True, help_text="By its place, such as Europe/Lisbon."
    )
    socials = SocialsSerializer(required=False, help_text="All of them; those left out are taken away.")
    owner = MemberField(
        required=False, allow_null=True, help_text="Who looks after them: the address of a member of staff."
    )
    custom = CustomField(
        required=False, help_text="Values by the keys of the store's own fields; null empties one."
    )


class FurtherNewsSerializer(serializers.Serializer):
    """The same of somebody whom another system tells of; what is empty or left out is not known there."""

    company = serializers.CharField(max_length=200, required=False, allow_null=True, allow_blank=True)
    birthday = BirthdayField(required=False, allow_null=True, help_text="Between 1900 and today.")
    gender = serializers.ChoiceField(
        choices=Gender.choices, required=False, allow_blank=True, allow_null=True
    )
    time_zone = TimeZoneField(max_length=60, required=False, allow_null=True, allow_blank=True)
    custom = ToldCustomField(
        required=False, help_text="Values by the keys of the store's own fields; empty ones say nothing."
    )

    def validate_birthday(self, day: Any) -> str:
        return day.isoformat() if day else ""
