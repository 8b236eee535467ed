from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiKey, CustomRole, Invitation, Membership, OwnershipOffer, User
from accounts.services import block_person, end_sessions, reset_second_step, unblock_person
from core.exceptions import DomainError
from core.read_only_admin import ReadOnlyAdmin, ReadOnlyInline, StoreRowAdmin

# allauth's own pages would show what second steps hold; groups are not used here.
for model in (EmailAddress, Authenticator, UserSession, Group):
    admin.site.unregister(model)


class MembershipInline(ReadOnlyInline):
    model = Membership
    fk_name = "user"
    fields = readonly_fields = ("store", "role", "custom_role", "deactivated_at")


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ("email", "name", "is_active", "is_superuser", "joined_at", "last_login")
    list_filter = ("is_active", "is_superuser", "joined_at")
    search_fields = ("email", "name")
    hidden = ("password",)
    inlines = (MembershipInline,)
    actions = ("block", "unblock", "sign_out", "take_second_step_away")

    @admin.action(description=_("Block: may no longer sign in"))
    def block(self, request, users):
        self._each(request, users, _("blocked"), block_person)

    @admin.action(description=_("Let in again"))
    def unblock(self, request, users):
        self._each(request, users, _("let in again"), unblock_person)

    @admin.action(description=_("Sign out everywhere"))
    def sign_out(self, request, users):
        self._each(request, users, _("signed out"), end_sessions)

    @admin.action(description=_("Take away the second steps (for who lost them)"))
    def take_second_step_away(self, request, users):
        self._each(request, users, _("second steps taken away"), reset_second_step)

    def _each(self, request, users, done, verb):
        """Our verbs write the event; Django's own log also keeps what no store's log can."""
        for user in users:
            try:
                verb(user=user, by=request.actor)
            except DomainError as refusal:
                self.message_user(request, f"{user}: {refusal}", messages.ERROR)
            else:
                self.log_change(request, user, str(done))
                self.message_user(request, f"{user}: {done}", messages.SUCCESS)


@admin.register(Membership)
class MembershipAdmin(StoreRowAdmin):
    list_display = ("user", "role", "custom_role", "deactivated_at", "created_at")
    list_filter = ("role", ("deactivated_at", admin.EmptyFieldListFilter))
    list_select_related = ("store", "user", "custom_role")
    search_fields = ("user__email", "user__name")


@admin.register(CustomRole)
class CustomRoleAdmin(StoreRowAdmin):
    list_display = ("name", "created_at")
    search_fields = ("name",)


@admin.register(Invitation)
class InvitationAdmin(StoreRowAdmin):
    list_display = ("email", "role", "sent_at", "expires_at", "accepted_at", "revoked_at")
    search_fields = ("email",)
    hidden = ("token_hash",)


@admin.register(OwnershipOffer)
class OwnershipOfferAdmin(StoreRowAdmin):
    list_display = ("giver", "taker", "expires_at")
    list_select_related = ("store", "giver__user", "giver__store", "taker__user", "taker__store")


@admin.register(ApiKey)
class ApiKeyAdmin(StoreRowAdmin):
    list_display = ("name", "prefix", "created_by", "expires_at", "revoked_at", "last_used_at")
    list_select_related = ("store", "created_by")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    search_fields = ("name", "=prefix")
    hidden = ("hash", "old_hash")


@admin.register(EmailAddress)
class EmailAddressAdmin(ReadOnlyAdmin):
    list_display = ("email", "user", "verified", "primary")
    list_filter = ("verified",)
    list_select_related = ("user",)
    search_fields = ("email",)


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnlyAdmin):
    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__email",)
    hidden = ("data",)


@admin.register(UserSession)
class UserSessionAdmin(ReadOnlyAdmin):
    list_display = ("user", "ip", "user_agent", "created_at", "last_seen_at")
    list_select_related = ("user",)
    search_fields = ("user__email", "=ip")
    hidden = ("session_key", "data")
