"""Who orders, and how: often or once, dear or cheap, tents or running shoes, from where, by what card."""

# How often somebody orders is spread widely (log-normal: many once, few dozens of times) and wears off
# with the days since the first time, so that each cohort comes back less and less. How many orders that
# makes until now, and when they fall, follows at once: no order has to know the one before.
SHOPPERS = """
CREATE TEMP TABLE demo_shopper ON COMMIT DROP AS
SELECT *, least(110, floor(pace * fades * (1 - exp(-span / fades)) + pg_temp.roll(n, 36))::int) AS more
FROM (
  SELECT *, greatest(season_end - start, 0) AS span,
    %(pace)s * exp(1.35 * z) / 365 * CASE WHEN once THEN 0.05 WHEN bargain THEN 0.55 ELSE 1 END AS pace,
    110 + 760 * power(pg_temp.roll(n, 35), 2) AS fades
  FROM (
    SELECT c.n, c.id AS customer_id, c.at, c.day, c.zone, lives.country, land.currency, land.tax,
      land.shipping, land.free_from, land.days_least, land.days_most, person.address,
      pg_temp.season_of(c.day) + CASE WHEN waits THEN -ln(1 - pg_temp.roll(c.n, 31)) * 40 ELSE 0 END AS start,
      pg_temp.season_of(%(days)s) AS season_end, waits,
      CASE WHEN pg_temp.roll(c.n, 32) < 0.36 THEN 0 WHEN pg_temp.roll(c.n, 32) < 0.8 THEN 1
        ELSE 2 END AS tier,
      1 + floor(pg_temp.roll(c.n, 33) * 5)::int AS theme,
      sqrt(-2 * ln(1 - pg_temp.roll(c.n, 34))) * cos(2 * pi() * pg_temp.roll(c.n, 37)) AS z,
      sale.code LIKE 'BF%%' AS bargain,
      pg_temp.roll(c.n, 39) < 0.34 AS once, 0.4 + 1.5 * pg_temp.roll(c.n, 38) AS thrift
    FROM demo_customer AS c
    JOIN demo_place AS lives USING (place)
    JOIN demo_land AS land USING (country)
    JOIN demo_day AS sale USING (day)
    CROSS JOIN LATERAL (SELECT pg_temp.roll(c.n, 30) > 0.7 AS waits) AS waiting
    JOIN customers_address AS home ON home.customer_id = c.id AND home.is_main
    CROSS JOIN LATERAL (SELECT jsonb_build_object('name', home.name, 'line_1', home.line_1,
      'city', home.city, 'postcode', home.postcode, 'country', home.country)
      || CASE WHEN home.region <> '' THEN jsonb_build_object('region', home.region)
        ELSE '{}'::jsonb END AS address) AS person
    WHERE c.is_buyer
  ) AS drawn WHERE start < season_end
) AS paced
"""
