"""Tags that follow from the figures: kept in step, and never in the way of tags given by hand."""

from collections.abc import Collection, Mapping
from dataclasses import asdict

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.exceptions import DomainError
from core.jobs import start_job
from core.models import Job, Store
from core.models.jobs import JobState
from core.store_settings import AUTOMATIC_TAGS, TagRules, Thresholds
from customers.models import Tag, TagKind

RETAG = "customers.retag"  # the kind of job; customers.tasks runs it
_NAMES = dict(AUTOMATIC_TAGS)

# What each asks of the row of figures; from columns and settings alone, so that it changes only when they do.
RULES = {
    "high_spender": (_NAMES["high_spender"], "amber", "m.is_high_value"),
    "frequent_buyer": (
        _NAMES["frequent_buyer"],
        "green",
        "m.orders_count >= %(frequent_orders)s"
        " AND (NOT %(frequent_while_active)s OR m.activity_status IN ('new', 'active'))",
    ),
    "at_risk": (_NAMES["at_risk"], "red", "m.activity_status IN ('churning', 'churned')"),
    "new": (_NAMES["new"], "blue", "m.activity_status = 'new'"),
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
    cases = ", ".join(
        f"(%({key})s::bigint, '{key}' = ANY(%(given)s::text[]) AND {rule})"
        for key, (_name, _colour, rule) in RULES.items()
    )
    rules = store.settings_of(TagRules)
    chosen = {**asdict(rules), "given": list(rules.given)}
    wanted = f"""SELECT m.customer_id, rule.tag_id FROM customers_customermetrics m
        CROSS JOIN LATERAL (VALUES {cases}) rule (tag_id, holds)
        WHERE m.store_id = %(store)s AND m.customer_id = ANY(%(ids)s) AND rule.holds"""  # noqa: S608 (constants)
    keep_tags(store, wanted, list(keys.values()), customer_ids, {**keys, **chosen})


class CannotRetag(DomainError):
    code = "cannot_retag"


@transaction.atomic
def start_retag(*, store: Store, by: Actor) -> Job:
    """Give and take everybody's automatic tags in the background; one such job is enough at a time."""
    Store.objects.select_for_update(no_key=True).get(pk=store.pk)
    if store.jobs.filter(kind=RETAG, state=JobState.QUEUED).exists():
        raise CannotRetag(_("This is about to be done already."))
    return start_job(kind=RETAG, store=store, by=by, total=store.customer_metrics.count())


def rules_in_words(store: Store) -> dict[str, str]:
    """What each automatic tag follows from in this store, by its source key."""
    rules, thresholds = store.settings_of(TagRules), store.settings_of(Thresholds)
    orders = {"n": rules.frequent_orders, "days": thresholds.churning_days}
    frequent = (
        _("%(n)s orders or more, the last within %(days)s days")
        if rules.frequent_while_active
        else _("%(n)s orders or more, however long ago")
    )
    words = {
        "high_spender": _("In the top %(n)s%% of those who ordered, by lifetime value")
        % {"n": thresholds.high_value_percent},
        "frequent_buyer": frequent % orders,
        "at_risk": _("Ordered before, but not for %(days)s days") % orders,
        "new": _("First order within the last %(n)s days") % {"n": thresholds.new_days},
    }
    off = _("Switched off")
    return {key: text if key in rules.given else off for key, text in words.items()}


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
