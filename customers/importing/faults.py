"""Why a line was left out: a code kept with the line, worded when it is shown."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class Fault(Exception):
    """A cell that cannot be taken."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


WORDS: dict[str, Any] = {
    # Of a cell.
    "bad_email": _("“%(value)s” is not a complete e-mail address."),
    "bad_phone": _("“%(value)s” is not a phone number with its country code, such as +44 20 7946 0958."),
    "bad_language": _("“%(value)s” is not a language we know. Use a code such as en or de."),
    "bad_gender": _("“%(value)s” is not a gender we know. Use female, male or other."),
    "bad_date": _("“%(value)s” is not a date we can read. Use 1987-03-21."),
    "future_date": _("“%(value)s” lies in the future or too far back."),
    "bad_time_zone": _("“%(value)s” is not a time zone we know. Use one such as Europe/Lisbon."),
    "bad_number": _("“%(value)s” is not a number."),
    "bad_yes_no": _("“%(value)s” is neither yes nor no."),
    "bad_choice": _("“%(value)s” is not one of the choices of this field."),
    "bad_country": _("“%(value)s” is not a country we know. Use its code, such as PT."),
    "too_long": _("“%(value)s…” is too long for this field."),
    "formula": _("“%(value)s” is a formula, not a value."),
    "unreadable": _("“%(value)s” has letters that cannot be read. Save the file as UTF-8."),
    # Of a line.
    "too_many_cells": _("This line has more cells than the file has columns."),
    "no_external_id": _("This line has no external id."),
    "no_email": _("This line has no e-mail address."),
    "no_phone": _("This line has no phone number."),
    "same_external_id": _("Line %(line)s, further down, has the same external id and was taken."),
    "same_email": _("Line %(line)s, further down, has the same e-mail address and was taken."),
    "same_phone": _("Line %(line)s, further down, has the same phone number and was taken."),
    # Of a line and who is known already.
    "erased": _("This customer was erased at their wish and stays so."),
    "phone_shared": _("Several customers have this phone number."),
    "email_taken": _("Another customer has this e-mail address."),
    "id_taken": _("Another customer has this external id."),
    "has_other_id": _("This customer has another external id."),
    "same_customer": _("Another line of this file is about the same customer."),
    "barred": _("This person asked to be erased, and may not be added again by a file."),
}


# The same for many lines at once.
SHORT: dict[str, Any] = {
    "bad_email": _("Not a complete e-mail address"),
    "bad_phone": _("Phone number without its country code"),
    "bad_language": _("Unknown language"),
    "bad_gender": _("Unknown gender"),
    "bad_date": _("Not a date"),
    "future_date": _("Date in the future or too far back"),
    "bad_time_zone": _("Unknown time zone"),
    "bad_number": _("Not a number"),
    "bad_yes_no": _("Neither yes nor no"),
    "bad_choice": _("Not a choice of the field"),
    "bad_country": _("Unknown country"),
    "too_long": _("Too long"),
    "formula": _("Formula instead of a value"),
    "unreadable": _("Letters that cannot be read"),
    "too_many_cells": _("More cells than columns"),
    "no_external_id": _("No external id"),
    "no_email": _("No e-mail address"),
    "no_phone": _("No phone number"),
    "same_external_id": _("External id again further down"),
    "same_email": _("E-mail address again further down"),
    "same_phone": _("Phone number again further down"),
    "erased": _("Erased at their wish"),
    "phone_shared": _("Phone number of several customers"),
    "email_taken": _("E-mail address of another customer"),
    "id_taken": _("External id of another customer"),
    "has_other_id": _("Customer has another external id"),
    "same_customer": _("Same customer on another line"),
    "barred": _("Erased at their wish"),
}


def worded(code: str, value: str = "", line: int | None = None) -> str:
    words = str(WORDS.get(code, code))
    return words % {"value": value, "line": f"{line:,}" if line else ""}
