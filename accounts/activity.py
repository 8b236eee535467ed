"""How the log reads about people, keys, settings and sign-ins."""

from dataclasses import fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import events
from accounts.roles import PERMISSIONS, Role
from accounts.signin import events as signin
from core.activity import Kind, Words, describe, name_kinds
from core.store_settings import GROUPS

_GROUP_NAMES = {
    "locale": _("time zone, currency and language"),
    "address": _("postal address"),
    "brand": _("brand"),
    "business_hours": _("business hours"),
    "quiet_hours": _("quiet hours"),
    "frequency_caps": _("frequency caps"),
    "thresholds": _("thresholds"),
    "areas": _("areas that are switched on"),
    "security": _("sign-in rules"),
    "retention": _("retention"),
}
_SECOND_STEPS = {
    "totp": _("an authenticator app"),
    "webauthn": _("a passkey"),
    "recovery_codes": _("recovery codes"),
}


def _role(key: str) -> Any:
    return dict(Role.choices).get(key, key)


def _permission(name: str) -> Any:
    return PERMISSIONS.get(name, name)


def _group(key: str) -> Any:
    return _GROUP_NAMES.get(key, key)


def _second_step(kind: str) -> Any:
    return _SECOND_STEPS.get(kind, kind)


_settings_labels = {field.name: field.metadata["label"] for group in GROUPS for field in fields(group)}

describe(
    {
        events.MemberInvited: Words(_("invited {subject} as {role}"), "mail", "", {"role": _role}),
        events.InvitationResent: Words(_("sent {subject} the invitation again"), "mail"),
        events.InvitationRevoked: Words(_("took back the invitation of {subject}"), "user-x", "danger"),
        events.MemberJoined: Words(_("joined as {role}"), "user-plus", "success", {"role": _role}),
        events.MemberRoleChanged: Words(_("changed the role of {subject}"), "shield"),
        events.MemberDeactivated: Words(_("deactivated {subject}"), "user-x", "danger"),
        events.MemberReactivated: Words(_("let {subject} in again"), "user-check", "success"),
        events.MemberRemoved: Words(_("removed {subject} from the team"), "user-x", "danger"),
        events.MemberLeft: Words(_("left the team"), "log-out"),
        events.OwnershipOffered: Words(_("offered the store to {subject}"), "store"),
        events.OwnershipOfferWithdrawn: Words(_("took back the offer of the store to {subject}"), "store"),
        events.OwnershipTransferred: Words(_("handed the store over to {subject}"), "store", "accent"),
        events.RoleAdded: Words(_("made the role {subject}"), "shield", "success"),
        events.RoleEdited: Words(_("edited the role {subject}"), "shield"),
        events.RoleDeleted: Words(_("deleted the role {subject}"), "shield", "danger"),
        events.ApiKeyMade: Words(_("made the API key {subject}"), "key", "success"),
        events.ApiKeyRotated: Words(_("rotated the API key {subject}"), "key"),
        events.ApiKeyRevoked: Words(_("revoked the API key {subject}"), "key", "danger"),
        events.StoreSettingsChanged: Words(
            _("changed the settings: {group}"), "settings", "", {"group": _group}, _settings_labels
        ),
        events.StoreRenamed: Words(_("renamed the store to {subject}"), "store"),
        events.StoreClosed: Words(_("closed the store"), "store", "danger"),
        events.StoreReopened: Words(_("opened the store again"), "store", "success"),
        events.ProfileEdited: Words(_("edited their profile"), "user"),
        events.AccessDenied: Words(
            _("was refused: {permission}"), "lock", "danger", {"permission": _permission}
        ),
    }
)
describe(
    {
        signin.StoreOpened: Words(_("opened the store"), "store", "accent"),
        signin.SignedIn: Words(_("signed in with {method}"), "key-round"),
        signin.SignedOut: Words(_("signed out"), "log-out"),
        signin.SignInFailed: Words(_("failed to sign in as {subject}: wrong {step}"), "lock", "danger"),
        signin.SignInBlocked: Words(
            _("was stopped from signing in as {subject}: too many wrong attempts"), "lock", "danger"
        ),
        signin.PasswordChanged: Words(_("changed their password"), "key-round"),
        signin.EmailChanged: Words(_("changed their e-mail address"), "mail"),
        signin.SecondStepAdded: Words(
            _("added {kind} to their sign-in"), "fingerprint", "success", {"kind": _second_step}
        ),
        signin.SecondStepRemoved: Words(
            _("removed {kind} from their sign-in"), "fingerprint", "danger", {"kind": _second_step}
        ),
        signin.RecoveryCodesRenewed: Words(_("made new recovery codes"), "life-buoy"),
        signin.SessionsEnded: Words(_("signed out of {ended_count} other browsers"), "log-out"),
        signin.PersonBlocked: Words(_("stopped {subject} from signing in anywhere"), "ban", "danger"),
        signin.PersonUnblocked: Words(_("let {subject} sign in again"), "user-check", "success"),
        signin.SecondStepReset: Words(
            _("took away the second sign-in steps of {subject}"), "fingerprint", "danger"
        ),
    }
)
name_kinds(
    {
        "accounts.membership": Kind(_("Staff member")),
        "accounts.invitation": Kind(_("Invitation")),
        "accounts.role": Kind(_("Role")),
        "accounts.api_key": Kind(_("API key")),
        "accounts.user": Kind(_("Person")),
        "accounts.row": Kind(_("Row in the administration")),
        "core.store": Kind(_("Store")),
    }
)
