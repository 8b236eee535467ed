"""Who may be one person, as SQL over a whole store: see customers.services.duplicates.

More than eight who are alike have a shop's or a school's number, not their own.
"""

_MAILBOX = """CASE WHEN split_part(email, '@', 2) IN ('gmail.com', 'googlemail.com')
  THEN replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@gmail.com'
  ELSE split_part(split_part(email, '@', 1), '+', 1) || '@' || split_part(email, '@', 2) END"""
_GROUPS = """
SELECT '{reason}' AS reason, one.id AS first, other.id AS second FROM (
  SELECT array_agg(id) AS ids FROM ({keyed}) keyed GROUP BY key
  HAVING count(*) BETWEEN 2 AND 8
) alike, unnest(ids) AS one (id), unnest(ids) AS other (id) WHERE one.id < other.id
"""
_LIVE = "c.store_id = %(store)s AND c.deleted_at IS NULL AND c.status <> 'erased'"
_SAME_MAILBOX = f"""SELECT c.id, {_MAILBOX} AS key
FROM customers_customer c WHERE {_LIVE} AND c.email IS NOT NULL"""  # noqa: S608 (constants)
_SAME_PHONE = f"""SELECT c.id, c.phone AS key
FROM customers_customer c WHERE {_LIVE} AND c.phone <> ''"""  # noqa: S608 (constants)
_SAME_PLACE = f"""SELECT DISTINCT c.id, c.sort_name || ' ' || upper(replace(a.postcode, ' ', '')) AS key
FROM customers_customer c JOIN customers_address a ON a.customer_id = c.id AND a.deleted_at IS NULL
WHERE {_LIVE} AND a.postcode <> '' AND c.first_name <> '' AND c.last_name <> ''"""  # noqa: S608 (constants)
_CLAIMS = f"""
SELECT 'claim' AS reason, least(c.id, n.customer_id) AS first, greatest(c.id, n.customer_id) AS second
FROM customers_detailnews n
JOIN customers_customer c ON {_LIVE} AND c.email = n.wanted_email
JOIN customers_customer wants ON wants.id = n.customer_id AND wants.deleted_at IS NULL
WHERE n.store_id = %(store)s AND n.wanted_email <> '' AND c.id <> n.customer_id
"""  # noqa: S608 (constants)
_ALIKE = {"email": _SAME_MAILBOX, "phone": _SAME_PHONE, "name": _SAME_PLACE}
_FOUND = " UNION ALL ".join(
    [_CLAIMS, *(_GROUPS.format(reason=reason, keyed=keyed) for reason, keyed in _ALIKE.items())]
)
_AGREE = "(a.{0} = '' OR b.{0} = '' OR lower(a.{0}) = lower(b.{0}))"
KEEP_PAIRS = f"""
WITH alike AS MATERIALIZED (
  SELECT first, second, array_agg(DISTINCT reason ORDER BY reason) AS reasons
  FROM ({_FOUND}) found GROUP BY first, second
), found AS MATERIALIZED (
  SELECT alike.*, reasons && '{{claim,email,phone}}' AND {_AGREE.format("first_name")}
    AND {_AGREE.format("last_name")} AS is_sure
  FROM alike JOIN customers_customer a ON a.id = first JOIN customers_customer b ON b.id = second
), gone AS (
  DELETE FROM customers_duplicatepair pair WHERE store_id = %(store)s AND dismissed_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM found WHERE (found.first, found.second) = (pair.first_id, pair.second_id))
)
INSERT INTO customers_duplicatepair AS pair
  (store_id, created_at, first_id, second_id, reasons, is_sure, found_at)
SELECT %(store)s, %(now)s, first, second, reasons, is_sure, %(now)s FROM found ORDER BY first, second
ON CONFLICT (first_id, second_id) DO UPDATE SET reasons = excluded.reasons, is_sure = excluded.is_sure
WHERE (pair.reasons, pair.is_sure) IS DISTINCT FROM (excluded.reasons, excluded.is_sure)
"""  # noqa: S608 (constants)
