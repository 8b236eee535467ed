from django.db import models


class Uuid7(models.Func):
    """A time-ordered random id, made by the database so that bulk SQL gets one too."""

    function = "uuid7"
    arity = 0
    output_field = models.UUIDField()
    allowed_default = True
