"""The log's parts: months made ahead, old rows deleted, empty months dropped."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from core.events.parts import delete_from, parts_before
from core.models import Store
from core.store_settings import Retention


def prepare_months(now: datetime, ahead: int = 3) -> None:
    """Make the partitions of the coming months, and of months that news from the past fell into."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT date_trunc('month', happened_at AT TIME ZONE 'UTC')::date FROM core_eventrecord_default"
            " GROUP BY 1 ORDER BY 1"
        )
        months = [month for (month,) in cursor.fetchall()]
        months += [month_after(now, count) for count in range(ahead + 1)]
        for month in months:
            cursor.execute("SELECT core_eventrecord_month(%s)", [month])


def month_after(moment: datetime, count: int) -> date:
    months = moment.year * 12 + moment.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def trim(now: datetime) -> int:
    """Delete what is older than its store keeps; months that are empty then go altogether."""
    kept_since = {
        store.pk: now - timedelta(days=store.settings_of(Retention).activity_days)
        for store in Store.objects.order_by("pk")
    }
    if not kept_since:
        return 0
    values = [list(kept_since), list(kept_since.values())]
    newest = f"core_eventrecord_{max(kept_since.values()).astimezone(UTC):%Y_%m}"
    count = sum(sum(delete_from(part, _TOO_OLD, values)) for part in parts_before(newest))
    _drop_empty_months(now)
    return count


_TOO_OLD = """
USING unnest(%s::bigint[], %s::timestamptz[]) AS kept (store_id, since)
WHERE record.store_id = kept.store_id AND record.happened_at < kept.since
"""


def erase(store: Store) -> Iterator[int]:
    """Delete what a store leaves behind, bit by bit."""
    for part in parts_before():
        yield from delete_from(part, "WHERE record.store_id = %s", [store.pk])


def _drop_empty_months(now: datetime) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relid::regclass::text FROM pg_partition_tree('core_eventrecord') WHERE isleaf"
            " AND relid::regclass::text < %s AND relid::regclass::text <> 'core_eventrecord_default'",
            [f"core_eventrecord_{now:%Y_%m}"],
        )
        for (part,) in cursor.fetchall():
            cursor.execute(f"SELECT NOT EXISTS (SELECT FROM {part})")  # noqa: S608 (a name of ours)
            if cursor.fetchone()[0]:
                cursor.execute(f"DROP TABLE {part}")
