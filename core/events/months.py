"""The log's parts: months made ahead, old rows deleted, empty months dropped."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction

from core.events.log import opened
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
    count = 0
    for store in Store.objects.order_by("pk"):
        oldest = now - timedelta(days=store.settings_of(Retention).activity_days)
        while deleted := _trim_some(store, oldest):
            count += deleted
    _drop_empty_months(now)
    return count


def _trim_some(store: Store, oldest: datetime) -> int:
    with opened(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM core_eventrecord WHERE store_id = %s AND happened_at < %s AND (id, happened_at) IN ("
            " SELECT id, happened_at FROM core_eventrecord WHERE store_id = %s AND happened_at < %s"
            " ORDER BY happened_at LIMIT 5000)",
            [store.pk, oldest, store.pk, oldest],
        )
        return cursor.rowcount


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
