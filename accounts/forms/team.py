from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import CustomRole, Membership, User
from accounts.roles import GRANTABLE, PERMISSIONS, PERMISSIONS_OF, TEXT_OF, Role, by_area
from core.models import Store
from core.widgets import ChoiceCards


class RoleField(forms.ChoiceField):
    """Ours and the store's own roles, those the granter may give; the value is (role, custom role)."""

    def __init__(self, *, granter: Membership, **kwargs):
        own = list(granter.store.customroles.order_by("name", "pk"))
        self.own = {str(role.public_id): role for role in own if set(role.permissions) <= granter.permissions}
        ours = [(role.value, role.label) for role in Role if PERMISSIONS_OF[role] <= granter.permissions]
        texts = {role.value: TEXT_OF[role] for role in Role}
        choices = [*ours, *((key, role.name) for key, role in self.own.items())]
        super().__init__(choices=choices, widget=ChoiceCards(texts=texts), label=_("Role"), **kwargs)

    def clean(self, value) -> tuple[str, CustomRole | None]:
        value = super().clean(value)
        own = self.own.get(value)
        return ("", own) if own else (value, None)


def role_value(holder) -> str:
    return str(holder.custom_role.public_id) if holder.custom_role else holder.role


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text=_("We send a link that is good for 7 days."),
    )

    def __init__(self, *args, granter: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"] = RoleField(granter=granter)


class MemberRoleForm(forms.Form):
    def __init__(self, *args, granter: Membership, member: Membership, **kwargs):
        super().__init__(*args, initial={"role": role_value(member)}, **kwargs)
        self.fields["role"] = RoleField(granter=granter)


class RoleForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=50)
    permissions = forms.MultipleChoiceField(
        label=_("May"),
        choices=[(name, PERMISSIONS[name]) for name in PERMISSIONS if name in GRANTABLE],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one permission.")},
    )

    def __init__(self, *args, granter: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.granter = granter

    def areas(self) -> list[tuple[str, list[dict]]]:
        return permission_choices(self["permissions"], self.granter.permissions & GRANTABLE)


def permission_choices(bound, offered) -> list[tuple[str, list[dict]]]:
    """Check boxes under the name of their area; what the person lacks is not offered."""
    chosen = set(bound.value() or ())
    return [
        (
            area,
            [{"value": name, "label": PERMISSIONS[name], "checked": name in chosen} for name in names],
        )
        for area, names in by_area(offered).items()
    ]


class JoinForm(forms.Form):
    """An invited person's name and password; the address is the invitation's."""

    name = forms.CharField(
        label=_("Your name"), max_length=100, widget=forms.TextInput({"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters. A few words make a good one."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email: str, store: Store, **kwargs):
        super().__init__(*args, **kwargs)
        self.email, self.store = email, store

    def clean(self):
        cleaned = super().clean()
        if "password" in cleaned:
            person = User(email=self.email, name=cleaned.get("name", ""))
            person.store_name = self.store.name
            try:
                validate_password(cleaned["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class OwnershipForm(forms.Form):
    taker = forms.ModelChoiceField(
        queryset=None,
        label=_("New owner"),
        to_field_name="public_id",
        empty_label=_("Choose"),
    )

    def __init__(self, *args, giver: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        others = giver.store.memberships.active().exclude(role=Role.OWNER).select_related("user")
        self.fields["taker"].queryset = others.order_by("user__name", "pk")
        self.fields["taker"].label_from_instance = lambda member: f"{member.user} ({member.user.email})"


class NewStoreForm(forms.Form):
    name = forms.CharField(label=_("Store name"), max_length=100)


class CloseStoreForm(forms.Form):
    typed_name = forms.CharField(label=_("Store name"), widget=forms.TextInput({"autocomplete": "off"}))
