"""Tags that follow from the figures: kept in step, and never in the way of tags given by hand."""

from collections.abc import Collection, Mapping

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Store
from customers.models import Tag, TagKind

# What each asks of the row of figures; from columns alone, so that it changes only when the row does.
RULES = {
    "high_spender": (gettext_lazy("High spender"), "amber", "m.is_high_value"),
    "frequent_buyer": (
        gettext_lazy("Frequent buyer"),
        "green",
        "m.orders_count >= 5 AND m.activity_status IN ('new', 'active')",
    ),
    "at_risk": (gettext_lazy("At risk"), "red", "m.activity_status IN ('churning', 'churned')"),
    "new": (gettext_lazy("New"), "blue", "m.activity_status = 'new'"),
}

_KEEP = """
WITH wanted AS MATERIALIZED ({wanted}),
gone AS (
  DELETE FROM customers_customertag t
  WHERE t.store_id = %(store)s AND t.tag_id = ANY(%(tags)s) AND t.customer_id = ANY(%(ids)s)
    AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.customer_id = t.customer_id AND w.tag_id = t.tag_id)
)
INSERT INTO customers_customertag (store_id, customer_id, tag_id, created_at)
SELECT %(store)s, customer_id, tag_id, statement_timestamp() FROM wanted w
WHERE NOT EXISTS (
  SELECT 1 FROM customers_customertag t WHERE t.customer_id = w.customer_id AND t.tag_id = w.tag_id)
ORDER BY customer_id, tag_id
ON CONFLICT DO NOTHING
"""


def retag(store: Store, customer_ids: Collection[int]) -> None:
    """Give and take the automatic tags of these customers."""
    keys = automatic_tags(store, TagKind.RULE, {key: name for key, (name, _colour, _rule) in RULES.items()})
    cases = ", ".join(f"(%({key})s::bigint, {rule})" for key, (_name, _colour, rule) in RULES.items())
    wanted = f"""SELECT m.customer_id, rule.tag_id FROM customers_customermetrics m
        CROSS JOIN LATERAL (VALUES {cases}) rule (tag_id, holds)
        WHERE m.store_id = %(store)s AND m.customer_id = ANY(%(ids)s) AND rule.holds"""  # noqa: S608 (constants)
    keep_tags(store, wanted, list(keys.values()), customer_ids, keys)


def keep_tags(
    store: Store, wanted: str, tags: list[int], customer_ids: Collection[int], params: Mapping
) -> None:
    """Make these tags of these customers what the query `wanted` says, writing only what differs."""
    given = {**params, "store": store.pk, "tags": tags, "ids": list(customer_ids)}
    with connection.cursor() as cursor:
        cursor.execute(_KEEP.format(wanted=wanted), given)


def automatic_tags(store: Store, kind: TagKind, names: Mapping[str, object]) -> dict[str, int]:
    """The keys of the tags with these sources, made where they are missing."""
    known = dict(store.tags.filter(source_key__in=names).values_list("source_key", "pk"))
    for key in names.keys() - known.keys():
        known[key] = _made(store, kind, key, str(names[key]))
    return known


def _made(store: Store, kind: TagKind, key: str, name: str) -> int:
    """Where somebody gave the name to a tag of their own, ours says that it is automatic."""
    if store.tags.filter(name__iexact=name).exists():
        name = _("%(name)s (automatic)") % {"name": name}
    colour = RULES[key][1] if key in RULES else "slate"
    Tag.objects.bulk_create(
        [Tag(store=store, kind=kind, source_key=key, name=name[:60], colour=colour)], ignore_conflicts=True
    )
    return store.tags.values_list("pk", flat=True).get(source_key=key)
