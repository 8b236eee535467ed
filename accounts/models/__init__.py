from accounts.models.api_keys import ApiKey
from accounts.models.invitations import Invitation
from accounts.models.memberships import CustomRole, Membership, OwnershipOffer, permissions_of
from accounts.models.users import Theme, User, UserManager

__all__ = [
    "ApiKey",
    "CustomRole",
    "Invitation",
    "Membership",
    "OwnershipOffer",
    "Theme",
    "User",
    "UserManager",
    "permissions_of",
]
