"""Long passwords of any characters; the ones people guess first are refused (reliability S02, S03)."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 12, 1000
PRODUCT = "regulars"
_LETTERS = re.compile(r"[\W\d_]+")


class LongestPassword:
    """Above this, hashing costs more than any password is worth. Nothing is ever cut off."""

    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(_("Use at most 1,000 characters."), code="password_too_long")

    def get_help_text(self):
        return ""


class NoCommonPassword(CommonPasswordValidator):
    """Also a common word with digits and signs round it, digits alone, one short thing repeated."""

    def validate(self, password, user=None):
        super().validate(password, user)
        words = _LETTERS.sub("", password.lower())
        is_poor = len(set(password.lower())) < 5 or password.isdigit() or _is_repetition(password.lower())
        if is_poor or words in self.passwords:
            raise ValidationError(
                _("This is among the first passwords anybody would try."), code="password_too_common"
            )


class NoContextWords:
    """Not built on the store's name, the product's, or the person's own."""

    def validate(self, password, user=None):
        rest = _LETTERS.sub("", password.casefold())
        found = [word for word in _context_words(user) if word in rest]
        for word in found:
            rest = rest.replace(word, "")
        if found and len(rest) < 8:
            raise ValidationError(
                _("Leave out your name, your e-mail, your store's name and “Regulars”, or add more to them."),
                code="password_from_context",
            )

    def get_help_text(self):
        return ""


def _is_repetition(password: str) -> bool:
    sizes = range(1, min(len(password) // 2, SHORTEST - 1) + 1)
    return any(password == (password[:size] * len(password))[: len(password)] for size in sizes)


def _context_words(user) -> set[str]:
    names = [PRODUCT]
    if user is not None:
        names += [user.name, user.email.partition("@")[0], getattr(user, "store_name", "")]
    if user is not None and user.pk:
        names += [membership.store.name for membership in user.memberships.select_related("store")]
    words = {_LETTERS.sub("", name.casefold()) for name in names}
    words |= {part for name in names for part in _LETTERS.split(name.casefold())}
    return {word for word in words if len(word) >= 4}
