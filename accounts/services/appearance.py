"""How the pages look to one person, in whatever store they work."""

from accounts.models import User


def choose_theme(*, user: User, theme: str) -> None:
    user.theme = theme
    user.save(update_fields=["theme"])
