import secrets
import time
from uuid import UUID

from django.db import models


class Uuid7(models.Func):
    """A time-ordered random id, made by the database so that bulk SQL gets one too."""

    function = "uuid7"
    arity = 0
    output_field = models.UUIDField()
    allowed_default = True


def new_uuid7() -> UUID:
    """The same kind of id made here, for what must know it before the row is written."""
    milliseconds = time.time_ns() // 1_000_000
    value = milliseconds << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
