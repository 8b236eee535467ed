"""What customers bought of each category and of all above it, as SQL over the lines of their orders."""

FOUND = """
WITH RECURSIVE above AS (
  SELECT id AS category_id, id AS holder_id, parent_id FROM commerce_category WHERE store_id = %(store)s
  UNION ALL
  SELECT above.category_id, c.id, c.parent_id FROM above JOIN commerce_category c ON c.id = above.parent_id
),
stands AS MATERIALIZED (
  SELECT DISTINCT p.product_id, above.holder_id AS category_id
  FROM commerce_productcategory p JOIN above USING (category_id) WHERE p.store_id = %(store)s
)
SELECT o.customer_id, stands.category_id,
  count(DISTINCT o.id)::int AS orders,
  sum(line.quantity)::int AS quantity,
  coalesce(sum(round(line.total * o.rate, 2)) FILTER (WHERE o.pays), 0) AS spent,
  min(o.placed_at) AS first_at,
  max(o.placed_at) AS last_at
FROM commerce_order o
JOIN commerce_orderline line ON line.order_id = o.id
JOIN stands ON stands.product_id = line.product_id
WHERE o.store_id = %(store)s AND o.customer_id = ANY(%(ids)s) AND o.counts
GROUP BY o.customer_id, stands.category_id
"""
_COLUMNS = ("orders", "quantity", "spent", "first_at", "last_at")
KEEP = f"""
WITH found AS ({FOUND}),
known AS (
  SELECT * FROM commerce_customercategory WHERE store_id = %(store)s AND customer_id = ANY(%(ids)s)
),
wrong AS MATERIALIZED (
  SELECT customer_id, category_id, known.id AS known_id, {", ".join(f"found.{name}" for name in _COLUMNS)}
  FROM found FULL JOIN known USING (customer_id, category_id)
  WHERE {" OR ".join(f"found.{name} IS DISTINCT FROM known.{name}" for name in _COLUMNS)}
),
gone AS (
  DELETE FROM commerce_customercategory WHERE id IN (SELECT known_id FROM wrong WHERE orders IS NULL)
  RETURNING 1
),
kept AS (
  INSERT INTO commerce_customercategory (store_id, customer_id, category_id, {", ".join(_COLUMNS)})
  SELECT %(store)s, customer_id, category_id, {", ".join(_COLUMNS)} FROM wrong WHERE orders IS NOT NULL
  ORDER BY customer_id, category_id
  ON CONFLICT (customer_id, category_id) DO UPDATE
  SET {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)}
  RETURNING 1
)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM kept)
"""  # noqa: S608 (constants)

# An enthusiast: three orders or more with something of it, and that in at least half of all orders. Of a
# category and those above it, the lowest that holds says it: "Boots", and not "Footwear" as well.
ENTHUSIASTS = """
WITH RECURSIVE keen AS MATERIALIZED (
  SELECT bought.customer_id, bought.category_id
  FROM commerce_customercategory bought JOIN customers_customermetrics m USING (customer_id)
  WHERE bought.store_id = %(store)s AND bought.customer_id = ANY(%(ids)s)
    AND bought.orders >= 3 AND bought.orders * 2 >= m.orders_count
),
above AS (
  SELECT id AS category_id, parent_id AS holder_id FROM commerce_category
  WHERE store_id = %(store)s AND parent_id IS NOT NULL
  UNION ALL
  SELECT above.category_id, c.parent_id FROM above JOIN commerce_category c ON c.id = above.holder_id
  WHERE c.parent_id IS NOT NULL
)
SELECT customer_id, category_id FROM keen
WHERE NOT EXISTS (
  SELECT 1 FROM above JOIN keen closer ON closer.category_id = above.category_id
  WHERE above.holder_id = keen.category_id AND closer.customer_id = keen.customer_id
)
"""
