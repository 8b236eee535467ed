"""How long the demo shop takes to make."""

import io

from django.core.management import call_command

from bench.measuring import seconds
from commerce.models import Order
from core.models import Store


def seconds_to_make(size: str) -> float:
    return seconds(lambda: call_command("demo", size=size, stdout=io.StringIO()))


def orders_made() -> int:
    return Order.objects.filter(store=Store.objects.latest("pk")).count()
