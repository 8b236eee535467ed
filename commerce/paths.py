"""A category as people and shops write it: "Footwear > Boots"."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commerce.models.catalog import MOST_LEVELS, SEPARATOR

LONGEST_NAME = 100
LONGEST_PATH = 500


def normal_name(text: str) -> str:
    """One level's name, without the sign that parts levels."""
    name = " ".join(text.split())
    if not name:
        raise ValidationError(_("Give each level of a category a name."), "blank")
    if ">" in name:
        raise ValidationError(_("A category's name cannot hold “>”: it parts the levels."), "invalid")
    if len(name) > LONGEST_NAME:
        raise ValidationError(_("A category's name has at most 100 characters."), "max_length")
    return name


def normal_path(text: str) -> str:
    names = [normal_name(name) for name in text.split(">")]
    if len(names) > MOST_LEVELS:
        raise ValidationError(_("Categories nest at most six levels deep."), "too_deep")
    path = SEPARATOR.join(names)
    if len(path) > LONGEST_PATH:
        raise ValidationError(_("The names of all levels together are too long."), "max_length")
    return path


def with_ancestors(path: str) -> list[str]:
    """`A > B > C` is below `A > B`, which is below `A`."""
    names = path.split(SEPARATOR)
    return [SEPARATOR.join(names[: depth + 1]) for depth in range(len(names))]
