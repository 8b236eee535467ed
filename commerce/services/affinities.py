"""What customers like: their purchases by category, and the tags that follow ("Boots enthusiast")."""

from collections.abc import Collection
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from commerce.queries.categories import ENTHUSIASTS, KEEP
from core.models import Store
from customers.models import TagKind
from customers.services.rule_tags import automatic_tags, keep_tags

_TAGGED = f"""
SELECT keen.customer_id, tag.id AS tag_id FROM ({ENTHUSIASTS}) keen
JOIN customers_tag tag ON tag.store_id = %(store)s AND tag.source_key = 'category:' || keen.category_id
"""  # noqa: S608 (constants)


@transaction.atomic
def refresh_categories(*, store: Store, customer_ids: Collection[int]) -> int:
    """Bring purchases by category and the tags that follow up to date; says how many rows it wrote.

    The caller holds the customers' rows of figures, so that two never write the same.
    """
    ids = sorted(customer_ids)
    params: dict[str, Any] = {"store": store.pk, "ids": ids}
    if not ids or not store.categorys.exists():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(KEEP, params)
        written = cursor.fetchone()[0]
        cursor.execute(f"SELECT DISTINCT category_id FROM ({ENTHUSIASTS}) keen", params)  # noqa: S608
        liked = [key for (key,) in cursor.fetchall()]
    _keep_in_step(store, liked, ids)
    return written


def _keep_in_step(store: Store, liked: list[int], customer_ids: list[int]) -> None:
    names = {
        f"category:{key}": _("%(category)s enthusiast") % {"category": name}
        for key, name in store.categorys.filter(pk__in=liked).values_list("pk", "name")
    }
    automatic_tags(store, TagKind.AFFINITY, names)
    if not (tags := list(store.tags.filter(kind=TagKind.AFFINITY).values_list("pk", flat=True))):
        return
    keep_tags(store, _TAGGED, tags, customer_ids, {})
