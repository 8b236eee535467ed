"""Numbers of cards: nothing of ours may ever hold one."""

import re

from django.utils.translation import gettext_lazy as _

# 13 to 19 digits, as people and machines write them: together, or parted by a space, dot or dash.
_NUMBER = re.compile(r"(?<!\d)\d(?:[ .\-\u00a0\u2010-\u2015]?\d){12,18}(?!\d)")
REFUSAL = _(
    "This looks like the number of a card. It was not kept: enter only the last four digits, and the token "
    "that your payment service gave you."
)


def has_card_number(text: str) -> bool:
    """A run of digits that a card could have: by its length and its check digit."""
    for run in _NUMBER.findall(_in_ascii(text)):
        digits = [int(each) for each in run if each.isdigit()]
        if _checks_out(digits):
            return True
    return False


def _in_ascii(text: str) -> str:
    """Digits of other scripts too: "４２４２" is as much a number."""
    return "".join(str(int(each)) if each.isdecimal() else each for each in text)


def _checks_out(digits: list[int]) -> bool:
    """Luhn's sum. All zeros pass it and are no card's."""
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return any(digits) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
