"""What happens to a store's people, keys and settings."""

from dataclasses import dataclass

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class AboutMember(Event):
    subject = "membership_id"
    subject_kind = "accounts.membership"
    membership_id: int


@dataclass(frozen=True, kw_only=True)
class MemberJoined(AboutMember):
    name = "accounts.member_joined"
    role: str


@dataclass(frozen=True, kw_only=True)
class MemberRoleChanged(AboutMember):
    name = "accounts.member_role_changed"


@dataclass(frozen=True, kw_only=True)
class MemberDeactivated(AboutMember):
    name = "accounts.member_deactivated"


@dataclass(frozen=True, kw_only=True)
class MemberReactivated(AboutMember):
    name = "accounts.member_reactivated"


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(AboutMember):
    name = "accounts.member_removed"


@dataclass(frozen=True, kw_only=True)
class MemberLeft(AboutMember):
    name = "accounts.member_left"


@dataclass(frozen=True, kw_only=True)
class OwnershipOffered(AboutMember):
    name = "accounts.ownership_offered"


@dataclass(frozen=True, kw_only=True)
class OwnershipOfferWithdrawn(AboutMember):
    name = "accounts.ownership_offer_withdrawn"


@dataclass(frozen=True, kw_only=True)
class OwnershipTransferred(AboutMember):
    name = "accounts.ownership_transferred"


@dataclass(frozen=True, kw_only=True)
class AboutInvitation(Event):
    subject = "invitation_id"
    subject_kind = "accounts.invitation"
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class MemberInvited(AboutInvitation):
    name = "accounts.member_invited"
    role: str


@dataclass(frozen=True, kw_only=True)
class InvitationResent(AboutInvitation):
    name = "accounts.invitation_resent"


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(AboutInvitation):
    name = "accounts.invitation_revoked"


@dataclass(frozen=True, kw_only=True)
class AboutRole(Event):
    subject = "custom_role_id"
    subject_kind = "accounts.role"
    custom_role_id: int


@dataclass(frozen=True, kw_only=True)
class RoleAdded(AboutRole):
    name = "accounts.role_added"


@dataclass(frozen=True, kw_only=True)
class RoleEdited(AboutRole):
    name = "accounts.role_edited"


@dataclass(frozen=True, kw_only=True)
class RoleDeleted(AboutRole):
    name = "accounts.role_deleted"


@dataclass(frozen=True, kw_only=True)
class AboutKey(Event):
    subject = "api_key_id"
    subject_kind = "accounts.api_key"
    api_key_id: int


@dataclass(frozen=True, kw_only=True)
class ApiKeyMade(AboutKey):
    name = "accounts.api_key_made"
    scopes: list[str]


@dataclass(frozen=True, kw_only=True)
class ApiKeyRotated(AboutKey):
    name = "accounts.api_key_rotated"
    overlap_hours: int


@dataclass(frozen=True, kw_only=True)
class ApiKeyRevoked(AboutKey):
    name = "accounts.api_key_revoked"


@dataclass(frozen=True, kw_only=True)
class StoreSettingsChanged(Event):
    name = "accounts.store_settings_changed"
    group: str


@dataclass(frozen=True, kw_only=True)
class StoreRenamed(Event):
    name = "accounts.store_renamed"


@dataclass(frozen=True, kw_only=True)
class StoreClosed(Event):
    name = "accounts.store_closed"


@dataclass(frozen=True, kw_only=True)
class StoreReopened(Event):
    name = "accounts.store_reopened"


@dataclass(frozen=True, kw_only=True)
class ProfileEdited(Event):
    name = "accounts.profile_edited"
    subject = "user_id"
    subject_kind = "accounts.user"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class AccessDenied(Event):
    name = "accounts.access_denied"
    permission: str
    path: str
