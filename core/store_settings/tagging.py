"""Which tags come and go by themselves, and from when on."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy

from core.store_settings.base import Group, setting

AUTOMATIC_TAGS = (
    ("high_spender", gettext_lazy("High spender")),
    ("frequent_buyer", gettext_lazy("Frequent buyer")),
    ("at_risk", gettext_lazy("At risk")),
    ("new", gettext_lazy("New")),
)


@dataclass(frozen=True, kw_only=True)
class TagRules(Group):
    key: ClassVar[str] = "tag_rules"

    given: tuple[str, ...] = setting(
        tuple(key for key, _label in AUTOMATIC_TAGS),
        label=gettext_lazy("Tags given by themselves"),
        help=gettext_lazy("One that you switch off is taken from everybody who has it."),
        choices=AUTOMATIC_TAGS,
    )
    frequent_orders: int = setting(
        5,
        label=gettext_lazy("Frequent buyer from"),
        unit=gettext_lazy("orders"),
        minimum=2,
        maximum=1000,
    )
    frequent_while_active: bool = setting(
        True,
        label=gettext_lazy("Frequent buyer only while they order"),
        help=gettext_lazy("Whoever has not ordered for as long as churning takes loses the tag."),
    )
