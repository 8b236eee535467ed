"""Deliveries of customers, and what they leave in the tables."""

from datetime import UTC, datetime, timedelta

from core.actors import SYSTEM
from core.intake import Item
from customers.contacts import Contact
from customers.models import Customer, DetailNews, ExternalId
from customers.services.intake import people_of_contacts, put_customers

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def at(hour: int) -> datetime:
    return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=hour)


def deliver(store, *values, now=NOW, **more):
    """As the customers API hands them over; what came of each."""
    items = [Item(index, dict(each)) for index, each in enumerate(values)]
    put_customers(store=store, items=items, by=SYSTEM, now=now, **more)
    return items


def mention(store, *contacts, now=NOW):
    """As an order, a cart or an event hands them over; the customers meant."""
    told = [Contact(**contact) for contact in contacts]
    keys = people_of_contacts(store=store, contacts=told, by=SYSTEM, now=now)
    return [key and Customer.with_deleted.get(pk=key) for key in keys]


def left_behind(store) -> list:
    """All columns but keys and when the rows were made, customer by customer."""
    names = [
        field.attname
        for field in Customer._meta.concrete_fields
        if field.attname not in {"id", "public_id", "created_at", "store_id"}
    ]
    ids, news = {}, {}
    for key, value in ExternalId.objects.filter(store=store).values_list("customer_id", "value"):
        ids.setdefault(key, []).append(value)
    for row in DetailNews.objects.filter(store=store):
        news[row.pk] = (sorted(row.versions.items()), row.wanted_email)
    rows = Customer.with_deleted.filter(store=store).values("pk", *names)
    return sorted(
        repr((sorted(ids.get(row["pk"], [])), news.get(row["pk"]), [row[name] for name in names]))
        for row in rows
    )
