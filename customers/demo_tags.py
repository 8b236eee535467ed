"""Tags that staff of the demo shop gave by hand."""

from django.db import connection

from core.demo import Demo
from customers.models import Tag

# Of how many customers in a thousand.
TAGS = (
    ("Wholesale", "violet", 12),
    ("Press", "blue", 4),
    ("Trail club", "green", 55),
    ("Buys gifts", "amber", 30),
    ("Handle with care", "red", 6),
)
_GIVE = """
INSERT INTO customers_customertag (store_id, customer_id, tag_id, created_at)
SELECT %(store)s, id, %(tag)s, at + (%(now)s - at) * pg_temp.roll(n, %(dice)s + 1)
FROM demo_customer WHERE pg_temp.roll(n, %(dice)s) < %(share)s ORDER BY id
"""


def give_tags(demo: Demo) -> str:
    with connection.cursor() as cursor:
        for turn, (name, colour, in_thousand) in enumerate(TAGS):
            tag = Tag.objects.create(store=demo.store, name=name, colour=colour)
            share, dice = in_thousand / 1000, 700 + 2 * turn
            cursor.execute(
                _GIVE,
                {"store": demo.store.pk, "tag": tag.pk, "now": demo.now, "share": share, "dice": dice},
            )
    return f"{len(TAGS)} tags"
