"""A model field for what must never be read back by a person: provider keys, signing secrets.

class Account(PublicModel):
    api_key = SecretField()

account.api_key = "sk_live_…"     # sealed when saved
account.api_key                   # <Secret: set>, in a template "••••••••"
account.api_key.reveal()          # the text, for the call to the provider
"""

import hmac
from typing import Any
from uuid import UUID

from django import forms
from django.core import checks
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.ids import new_uuid7
from core.secrets.cipher import decrypt, encrypt

MASK = "••••••••"


class Sealed(str):
    """A ciphertext, as the column holds it."""

    __slots__ = ()


class Secret:
    """What a row's secret field gives: whether it is set, and on demand the text."""

    def __init__(self, field: "SecretField", instance: models.Model, plain: str = "", sealed: str = ""):
        self._field, self._instance = field, instance
        self._plain, self._sealed = plain, sealed

    def __bool__(self) -> bool:
        return bool(self._plain or self._sealed)

    def __str__(self) -> str:
        return MASK if self else ""

    def __repr__(self) -> str:
        return f"<Secret: {'set' if self else 'not set'}>"

    def __eq__(self, other: object) -> bool:
        if other is None or isinstance(other, str | Secret):
            text = other.reveal() if isinstance(other, Secret) else other or ""
            return hmac.compare_digest(self.reveal().encode(), text.encode())
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def reveal(self) -> str:
        if self._plain or not self._sealed:
            return self._plain
        return decrypt(self._sealed, self._field.bound_to(self._instance))

    def sealed_for(self, instance: models.Model) -> Sealed:
        """The ciphertext for this row; a secret taken from another row is sealed anew."""
        if self._plain or instance is not self._instance:
            self._sealed = encrypt(self.reveal(), self._field.bound_to(instance))
            self._plain, self._instance = "", instance
        return Sealed(self._sealed)


class _SecretAttribute:
    def __init__(self, field: "SecretField"):
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:  # deferred
            instance.refresh_from_db(fields=[self.field.attname])
        return instance.__dict__[self.field.attname]

    def __set__(self, instance: models.Model, value: str | Secret | None) -> None:
        instance.__dict__[self.field.attname] = self.field.secret_of(instance, value)


class SecretField(models.TextField):
    """Encrypted, and bound to its table, column, row and store: moved elsewhere, it does not open."""

    is_secret = True  # the activity log names such a field, never its value

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"null": True, "blank": True, "editable": True, **kwargs})

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _SecretAttribute(self))

    def check(self, **kwargs):
        problems = super().check(**kwargs)
        if not any(field.name == "public_id" for field in self.model._meta.get_fields()):
            problems.append(checks.Error("A secret is bound to its row's public_id.", obj=self))
        return problems

    def to_python(self, value):
        return value  # cleaning the row must not turn the secret into its mask

    def bound_to(self, instance: models.Model) -> str:
        table, store = self.model._meta.db_table, getattr(instance, "store_id", "")
        return f"{table}:{self.column}:{instance.public_id}:{store}"  # type: ignore[attr-defined]

    def secret_of(self, instance: models.Model, value: str | Secret | None) -> Secret:
        if isinstance(value, Secret):
            return value
        if isinstance(value, Sealed):
            return Secret(self, instance, sealed=value)
        if value and not isinstance(instance.__dict__.get("public_id"), UUID):
            instance.public_id = new_uuid7()  # the binding needs it before the database could give one
        return Secret(self, instance, plain=value or "")

    def from_db_value(self, value, expression, connection):
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance, add):
        secret = getattr(model_instance, self.attname)
        return secret.sealed_for(model_instance) if secret else None

    def get_prep_value(self, value):
        if value is None or isinstance(value, Sealed):
            return value if value is None else str(value)
        raise TypeError(f"{self.name} is a secret: assign it to an instance and save that")

    def value_to_string(self, obj):
        secret = getattr(obj, self.attname)
        return str(secret.sealed_for(obj)) if secret else ""

    def formfield(self, **kwargs):
        return SecretFormField(**{"label": self.verbose_name, "help_text": self.help_text, **kwargs})

    def save_form_data(self, instance, data):
        if data:  # left empty, the secret stays as it is: nobody can see it to type it again
            setattr(instance, self.attname, data)


class SecretInput(forms.PasswordInput):
    """Never shows a secret, only whether there is one."""

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "new-password", **(attrs or {})}, render_value=False)

    def get_context(self, name, value, attrs):
        placeholder = _("Set. Type to replace it") if value else _("Not set")
        return super().get_context(name, None, {"placeholder": placeholder, **(attrs or {})})


class SecretFormField(forms.CharField):
    widget = SecretInput

    def __init__(self, **kwargs):
        kwargs.pop("widget", None)  # an admin's textarea would show the mask as if it were the text
        super().__init__(**{"required": False, "strip": True, "max_length": 10_000, **kwargs})

    def has_changed(self, initial, data):
        return bool(data)
