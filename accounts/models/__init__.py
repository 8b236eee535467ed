from accounts.models.api_keys import ApiKey
from accounts.models.memberships import CustomRole, Membership
from accounts.models.users import User, UserManager

__all__ = ["ApiKey", "CustomRole", "Membership", "User", "UserManager"]
