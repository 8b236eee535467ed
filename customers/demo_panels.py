"""What hangs on the demo's customers: addresses, cards, relatives and likes."""

from typing import Any

from django.db import connection

from core.demo import Demo

STREETS = [
    "Larch Walk", "Hatters Row", "Plum Tree Close", "Old Ferry Lane", "Weaver's Yard", "Kiln Street",
    "Harbour Steps", "Thistle Road", "Mill Race", "Copper Beech Drive", "Rookery Lane", "Almond Terrace",
    "Foundry Place", "Barley Mow", "Quarry Bank", "Finch Street", "Sailmakers Court", "Orchard Rise",
    "Lantern Hill", "Bramble Way",
]  # fmt: skip
# Every buyer has one, and half of the others. Each fortieth lives with whoever came before them there.
_ADDRESSES = """
CREATE TEMP TABLE demo_home ON COMMIT DROP AS
SELECT c.id, c.at, c.n, coalesce(mate.n, c.n) AS house, lives.city, lives.region, lives.country,
  lives.postcode, mate.id AS mate
FROM demo_customer c JOIN demo_place lives USING (place)
LEFT JOIN LATERAL (
  SELECT before.n, before.id FROM demo_customer before
  WHERE c.n %% 40 = 0 AND before.place = c.place AND before.n < c.n AND before.n > c.n - 400
    AND before.is_buyer AND before.n %% 40 <> 0
  ORDER BY before.n DESC LIMIT 1
) mate ON true
WHERE c.is_buyer OR pg_temp.roll(c.n, 801) < 0.5;
INSERT INTO customers_address (store_id, created_at, updated_at, customer_id, kind, is_main, name, line_1,
  postcode, city, region, country, source)
SELECT %(store)s, home.at, home.at, home.id, 'shipping', true,
  btrim(known.first_name || ' ' || known.last_name),
  CASE WHEN home.country IN ('AT', 'BE', 'DE', 'ES', 'FR')
    THEN (%(streets)s::text[])[1 + house %% %(count)s] || ' ' || 1 + house * 7 %% 88
    ELSE 1 + house * 7 %% 188 || ' ' || (%(streets)s::text[])[1 + house %% %(count)s] END,
  replace(regexp_replace(home.postcode, '#', (1 + house %% 9)::text), '#', (house * 3 %% 10)::text),
  home.city, home.region, home.country, 'order'
FROM demo_home home JOIN customers_customer known ON known.id = home.id ORDER BY home.id;
INSERT INTO customers_address (store_id, created_at, updated_at, customer_id, kind, name, company, line_1,
  postcode, city, region, country)
SELECT %(store)s, home.at, home.at, customer_id, 'billing', address.name,
  split_part(address.name, ' ', 2) || ' & Partners', 'Suite ' || 1 + n %% 40 || ', ' || address.line_1,
  address.postcode, address.city, address.region, address.country
FROM demo_home home JOIN customers_address address ON address.customer_id = home.id
WHERE n %% 25 = 3 ORDER BY home.id;
UPDATE customers_customer SET city = home.city, region = home.region, country = home.country
FROM demo_home home WHERE customers_customer.id = home.id;
INSERT INTO customers_relation (store_id, created_at, customer_id, other_id, kind, note)
SELECT %(store)s, at, id, mate, 'family',
  CASE n / 40 %% 3 WHEN 0 THEN 'Partner' WHEN 1 THEN 'Sister' ELSE '' END
FROM demo_home WHERE mate IS NOT NULL AND n / 40 %% 2 = 0 ORDER BY id;
INSERT INTO customers_relation (store_id, created_at, customer_id, other_id, kind, note)
SELECT %(store)s, c.at, c.id, c.id - 7, CASE WHEN c.n %% 3 = 0 THEN 'gifts' ELSE 'business' END, ''
FROM demo_customer c WHERE c.n %% 60 = 11 ORDER BY c.id;
INSERT INTO customers_preference (store_id, created_at, customer_id, kind, value)
SELECT %(store)s, at, id, 'size', CASE WHEN n %% 2 = 0 THEN (36 + n %% 11)::text
  ELSE (ARRAY['S', 'M', 'L', 'XL'])[1 + n %% 4] END
FROM demo_customer WHERE is_buyer AND pg_temp.roll(n, 803) < 0.2
UNION ALL
SELECT %(store)s, at, id, 'colour', (ARRAY['Moss', 'Slate', 'Rust', 'Sand', 'Ink'])[1 + n %% 5]
FROM demo_customer WHERE is_buyer AND pg_temp.roll(n, 804) < 0.12
ORDER BY 3;
INSERT INTO customers_paymentmethod (store_id, created_at, updated_at, customer_id, kind, brand, last_four,
  expires_month, expires_year, provider)
SELECT %(store)s, at, at, id, 'card', (ARRAY['Visa', 'Mastercard', 'American Express'])[1 + n %% 3],
  lpad((n * 37 %% 10000)::text, 4, '0'), 1 + n %% 12, extract(year FROM %(now)s::timestamptz) - 1 + n %% 5,
  'Stripe'
FROM demo_customer WHERE is_buyer AND pg_temp.roll(n, 805) < 0.15 ORDER BY id;
ANALYZE customers_address, customers_relation, customers_preference, customers_paymentmethod
"""


def hang_on_profiles(demo: Demo) -> str:
    given: dict[str, Any] = {
        "store": demo.store.pk,
        "now": demo.now,
        "streets": STREETS,
        "count": len(STREETS),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ADDRESSES, given)
        cursor.execute("SELECT count(*) FROM demo_home")
        homes = cursor.fetchone()[0]
    return f"{homes:,} addresses"
