class DomainError(Exception):
    """A rule of the business forbids this. The message is fit for the person who asked."""

    code = "refused"
