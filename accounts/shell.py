"""What this app puts into the shell: the settings and their pages, verbs of the palette, set-up steps."""

from django.utils.translation import gettext_lazy as _

from core import features
from core.models import Store
from core.shell import Command, NavItem, SetupStep, commands, navigation, settings_pages, setup_steps
from core.store_settings import Address, Brand


def page(group, label, icon, url_name, permission, order, keywords="") -> NavItem:
    return NavItem(
        group=group,
        label=label,
        icon=icon,
        url_name=url_name,
        permission=permission,
        order=order,
        keywords=keywords,
    )


def has_logo(store: Store) -> bool:
    return bool(store.settings_of(Brand).logo)


def has_address(store: Store) -> bool:
    return store.settings_of(Address).is_complete()


def has_company(store: Store) -> bool:
    return store.memberships.count() > 1 or store.invitations.exists()


def register() -> None:
    navigation.register(
        NavItem(
            group="settings",
            label=_("Settings"),
            icon="settings",
            url_name="team:settings",
            permission="home.view",
            order=900,
            shortcut="s",
            keywords="preferences configuration",
        )
    )
    settings_pages.register(
        page("store", _("Store"), "store", "team:store", "settings.view", 10, "time zone currency address"),
        page("store", _("Brand"), "palette", "team:brand", "settings.view", 20, "logo colours"),
        page(
            "store",
            _("Sending rules"),
            "clock",
            "team:sending-rules",
            "settings.view",
            30,
            "quiet hours caps",
        ),
        page("store", _("Customer rules"), "users", "team:customer-rules", "settings.view", 40, "VIP churn"),
        page("store", _("Areas"), "toggle-left", "team:areas", "settings.view", 50, "features plan switches"),
        page("people", _("Team"), "user-plus", "team:team", "team.view", 110, "staff members invitations"),
        page("people", _("Roles"), "lock", "team:roles", "team.view", 120, "permissions"),
        page("people", _("Security"), "shield", "team:security", "settings.view", 130, "two-step networks"),
        page("people", _("API keys"), "key-round", "team:api-keys", "api_keys.view", 140, "token bearer"),
        page(
            "people", _("Ownership"), "briefcase", "team:ownership", "home.view", 150, "transfer leave close"
        ),
        page("you", _("My profile"), "user", "team:profile", "home.view", 210, "theme language picture"),
        page("you", _("My sign-in"), "fingerprint", "mfa_index", "home.view", 220, "password passkey 2fa"),
    )
    commands.register(
        command(_("Invite a colleague"), "user-plus", "team:invite", "team.invite", order=300),
        command(_("Make an API key"), "key-round", "team:add-api-key", "api_keys.manage", order=310),
        command(_("Make a role"), "lock", "team:add-role", "team.edit_roles", order=320),
        command(_("Open another store"), "store", "team:new-store", "home.view", order=330),
    )
    setup_steps.register(
        SetupStep(
            key="address",
            label=_("Set your postal address"),
            text=_("It stands under every marketing mail. Without it none can be sent."),
            url_name="team:store",
            permission="settings.edit_store",
            done=has_address,
            order=20,
        ),
        SetupStep(
            key="logo",
            label=_("Add your logo"),
            text=_("Customers see it in messages, your team in the menu."),
            url_name="team:brand",
            permission="settings.edit_store",
            done=has_logo,
            order=30,
        ),
        SetupStep(
            key="team",
            label=_("Invite a colleague"),
            text=_("Each with a role of their own, so that nobody shares a password."),
            url_name="team:invite",
            permission="team.invite",
            done=has_company,
            order=40,
        ),
    )
    features.register(
        features.Feature(
            key="api_keys",
            label=_("API"),
            text=_("Other programs work with this store through keys. Off, every key is refused."),
            icon="key-round",
            order=900,
        )
    )


def command(label, icon, url_name, permission, order) -> Command:
    return Command(label=label, icon=icon, url_name=url_name, permission=permission, order=order)
