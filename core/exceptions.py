import traceback

LONGEST = 4_000  # characters kept of an error


class DomainError(Exception):
    """A rule of the business forbids this. The message is fit for the person who asked."""

    code = "refused"


def text_of(error: Exception) -> str:
    """Its last frames and text, as a column keeps them for the people who have to mend the cause."""
    return "".join(traceback.format_exception(error, limit=-4))[-LONGEST:].replace("\0", "")
