"""What the demo shop knows of its people beyond their names, and the fields it made for itself."""

from datetime import timedelta

from django.db import connection

from core.demo import Demo
from customers.models import FieldKind
from customers.services import add_custom_field

COMPANIES = (
    "Fell & Field Guiding",
    "Northbank Scouts",
    "Harbour Physio",
    "Ridgeline Tours",
    "Kestrel Outdoor School",
    "Bright Morning Café",
    "Old Mill Climbing",
    "Lakeside Hostel",
)
# Label, kind, choices, of how many in a thousand, and the value as SQL over the customer's number.
FIELDS = (
    ("Shoe size", "number", (), 420, "36 + floor(pg_temp.roll(n, 901) * 12)"),
    (
        "Favourite ground",
        "choice",
        ("Forest trails", "High mountains", "Coast paths", "City parks"),
        330,
        "1 + floor(pg_temp.roll(n, 903) ^ 1.6 * 4)::int",
    ),
    (
        "Interests",
        "choices",
        ("Hiking", "Trail running", "Camping", "Climbing"),
        260,
        "1 + floor(pg_temp.roll(n, 905) * 4)::int",
    ),
    ("Trail club since", "date", (), 55, "%(today)s::date - floor(pg_temp.roll(n, 907) * 1400)::int"),
    ("Lends gear", "yes_no", (), 120, "pg_temp.roll(n, 909) < 0.4"),
    ("Trade credit limit", "money", (), 12, "500 * (1 + floor(pg_temp.roll(n, 911) * 8))"),
    ("Guide's licence", "text", (), 9, "'ML-' || lpad(floor(pg_temp.roll(n, 913) * 100000)::text, 5, '0')"),
)
# Columns of a new customer, by the number they have: see _CUSTOMERS of customers.demo.
KNOWN = """
  CASE WHEN pg_temp.roll(n, 920) < 0.05
    THEN (%(companies)s::text[])[1 + floor(pg_temp.roll(n, 921) * cardinality(%(companies)s::text[]))::int]
    ELSE '' END,
  CASE WHEN pg_temp.roll(n, 922) < 0.4
    THEN %(now)s::date - 6600 - floor(pg_temp.roll(n, 923) * 17000)::int END,
  CASE WHEN pg_temp.roll(n, 924) < 0.6 THEN zone ELSE '' END,
  CASE WHEN pg_temp.roll(n, 925) < 0.06
    THEN jsonb_build_object('instagram', mail_firsts[f] || '.' || mail_lasts[l] || n) ELSE '{}' END,
  CASE WHEN pg_temp.roll(n, 926) < 0.04
    THEN (%(members)s::bigint[])[1 + floor(pg_temp.roll(n, 927) * %(staff)s)::int] END
"""
_FILL = """
INSERT INTO customers_customvalue (store_id, customer_id, field_id, place, created_at, {column})
SELECT %(store)s, id, %(field)s, {place}, %(now)s, {value}
FROM demo_customer {several} WHERE pg_temp.roll(n, %(dice)s) < %(share)s
"""


def known_by(demo: Demo) -> dict:
    """What KNOWN asks for."""
    members = list(demo.store.memberships.order_by("pk").values_list("pk", flat=True))
    return {"companies": list(COMPANIES), "members": members, "staff": len(members)}


def fill_own_fields(demo: Demo) -> str:
    with connection.cursor() as cursor:
        for turn, field in enumerate(FIELDS):
            _fill(cursor, demo, turn, *field)
        cursor.execute("ANALYZE customers_customvalue")
    return f"{len(FIELDS)} fields of the store's own"


def _fill(
    cursor, demo: Demo, turn: int, label: str, kind: str, choices, in_thousand: int, value: str
) -> None:
    made = demo.now - timedelta(days=300 - turn)
    field = add_custom_field(
        store=demo.store, label=label, kind=kind, choices=choices, by=demo.staff[0], now=made
    )
    chosen = f"(%(choices)s::text[])[{value}]" if kind == FieldKind.CHOICE else value
    several, place = "", "0"
    if kind == FieldKind.CHOICES:  # the first as many of a row that starts somewhere
        several = "CROSS JOIN LATERAL generate_series(0, floor(pg_temp.roll(n, 906) * 3)::int) AS turn"
        chosen, place = f"(%(choices)s::text[])[1 + ({value} + turn) %% 4]", "turn"
    columns = {"number": "number", "money": "number", "date": "day", "yes_no": "flag"}
    statement = _FILL.format(column=columns.get(kind, "text"), value=chosen, several=several, place=place)
    given = {
        "store": demo.store.pk,
        "field": field.pk,
        "now": demo.now,
        "today": demo.now.date(),
        "dice": 930 + turn,
        "share": in_thousand / 1000,
        "choices": list(choices),
    }
    cursor.execute(statement, given)
