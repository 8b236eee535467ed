"""The demo shop must look like three years of a real one, and its books must add up."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from statistics import median

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from commerce.demo import pictures
from commerce.demo.catalogue import check_digit
from commerce.demo.drawing import drawn
from commerce.demo.goods import GOODS
from commerce.models import (
    Cart,
    CartLine,
    CustomerCategory,
    Order,
    OrderLine,
    OrderStatus,
    Payment,
    Product,
    Refund,
    RefundLine,
    Shipment,
    Visit,
)
from core.events.event import restored
from core.models import OutboxEntry, Store
from core.uploads import read_picture
from customers.models import CustomerMetrics, LifecycleChange
from tests.conftest import signed_in

SIZE = 1500


@pytest.fixture(scope="module")
def shop(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", size=str(SIZE), no_pictures=True)
        yield Store.objects.get(name="Larkspur Goods")
        transaction.set_rollback(True)


@pytest.fixture
def orders(shop, db):
    return Order.objects.filter(store=shop)


def share(rows, condition):
    return rows.filter(condition).count() / rows.count()


def rows_of(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def test_seven_of_ten_order_most_a_few_times_and_some_dozens(orders):
    counts = sorted(Counter(orders.values_list("customer_id", flat=True)).values())
    assert 0.6 < len(counts) / SIZE < 0.8
    assert 1 <= median(counts) <= 4
    assert 25 < counts[int(len(counts) * 0.99)] < 120
    assert 3.5 < orders.count() / SIZE < 6.5
    assert 0.5 < sum(count > 1 for count in counts) / len(counts) < 0.8


def test_the_shop_grows(orders):
    now = timezone.now()
    years = [
        orders.filter(
            placed_at__gt=now - timedelta(days=365 * (ago + 1)),
            placed_at__lte=now - timedelta(days=365 * ago),
        ).aggregate(made=Sum("value"))["made"]
        for ago in range(3)
    ]
    assert years[0] > years[1] > years[2] > 0


def sold_by_month(shop, word):
    months = OrderLine.objects.filter(store=shop, title__icontains=word, order__counts=True)
    return Counter(placed.month for placed in months.values_list("order__placed_at", flat=True))


def test_tents_sell_in_summer_and_jackets_before_christmas(shop, db):
    tents, jackets = sold_by_month(shop, "tent"), sold_by_month(shop, "insulated jacket")
    assert sum(tents[m] for m in (5, 6, 7)) > 2 * sum(tents[m] for m in (11, 12, 1))
    assert sum(jackets[m] for m in (10, 11, 12)) > 3 * sum(jackets[m] for m in (5, 6, 7))


def test_black_friday_is_the_busiest_week_and_most_use_its_code(orders):
    by_week = Counter(placed.isocalendar()[:2] for placed in orders.values_list("placed_at", flat=True))
    weeks_of_2025 = {week: count for week, count in by_week.items() if week[0] == 2025}
    assert max(weeks_of_2025, key=weeks_of_2025.get)[1] in (48, 49)
    friday = orders.filter(placed_at__date__range=("2025-11-28", "2025-12-01"))
    assert share(friday, Q(coupon_codes__contains=["BF25"])) > 0.3
    assert orders.filter(coupon_codes__contains=["BF25"]).count() < orders.count() / 20


def test_people_buy_in_the_evening_rather_than_at_night(orders):
    hours = Counter(
        placed.hour for placed in orders.filter(currency="GBP").values_list("placed_at", flat=True)
    )
    assert sum(hours[h] for h in (19, 20, 21)) > 8 * sum(hours[h] for h in (2, 3, 4))


def test_each_cohort_comes_back_less_and_less(orders):
    """Orders per month since the first one, of those who first came more than a year ago."""
    old = CustomerMetrics.objects.filter(first_order_at__lt=timezone.now() - timedelta(days=365))
    first = dict(old.values_list("customer_id", "first_order_at"))
    ages = Counter(
        (placed - first[customer]).days // 90
        for customer, placed in orders.filter(customer_id__in=first).values_list("customer_id", "placed_at")
        if placed > first[customer]
    )
    assert ages[0] > ages[1] > ages[2] > ages[3]


def test_refunds_and_cancellations_are_few(orders):
    assert 0.03 < share(orders, Q(refunded__gt=0)) < 0.09
    assert 0.01 < share(orders, Q(status="cancelled")) < 0.03
    kinds = Counter(orders.filter(refunded__gt=0).values_list("status", flat=True))
    assert kinds["refunded"] > 0 < kinds["partly_refunded"]
    assert Refund.objects.exclude(reason="").values("reason").distinct().count() > 5


def test_every_status_occurs_and_what_is_under_way_is_recent(orders):
    assert {*orders.values_list("status", flat=True)} >= {
        status.value for status in OrderStatus if status not in ("pending", "fulfilled")
    }
    recent = timezone.now() - timedelta(days=25)
    assert not orders.filter(
        status__in=["pending", "paid", "fulfilled", "shipped"], placed_at__lt=recent
    ).exists()


def test_boots_come_with_socks(shop, db):
    baskets = Order.objects.filter(store=shop)
    with_boots = baskets.filter(lines__title__icontains="walking boot").distinct()
    socks = Q(lines__title__icontains="sock")
    assert share(with_boots.distinct(), socks) > 1.5 * share(baskets.distinct(), socks)


def test_everything_is_in_the_past_and_in_its_order(orders, shop):
    now = timezone.now()
    for field in ("placed_at", "paid_at", "fulfilled_at", "shipped_at", "delivered_at", "cancelled_at"):
        assert not orders.filter(**{f"{field}__gt": now}).exists()
    chain = ["placed_at", "paid_at", "fulfilled_at", "shipped_at", "delivered_at"]
    for before, after in zip(chain, chain[1:], strict=False):
        assert not orders.filter(**{f"{after}__lt": F(before)}).exists()
    assert not shop.customers.filter(created_at__gt=now).exists()
    assert not Refund.objects.filter(store=shop, refunded_at__lt=F("order__delivered_at")).exists()
    assert not Visit.objects.filter(store=shop, ended_at__lt=F("started_at")).exists()
    assert not Cart.objects.filter(store=shop, news_at__lt=F("started_at")).exists()


def test_nobody_orders_before_they_are_known(orders):
    assert not orders.filter(placed_at__lt=F("customer__created_at")).exists()


def test_the_books_add_up(orders, shop):
    totals = orders.annotate(
        lines_total=Sum(F("lines__price") * F("lines__quantity")), lines_off=Sum("lines__discount")
    )
    assert not totals.exclude(merchandise=F("lines_total"), discount=F("lines_off")).exists()
    assert not orders.exclude(
        total=F("merchandise") - F("discount") + F("shipping") + F("tax"), total__gte=0
    ).exists()
    assert not Payment.objects.filter(store=shop).exclude(amount=F("order__total")).exists()
    refunds = orders.annotate(given=Sum("refunds__amount"))
    assert not refunds.filter(refunded__gt=0).exclude(refunded=F("given")).exists()
    assert not refunds.filter(refunded=0, given__gt=0).exists()
    assert not orders.filter(status="refunded").exclude(refunded=F("total")).exists()


def test_refunded_lines_are_of_the_refunds_order_and_not_more_than_was_bought(shop, db):
    lines = RefundLine.objects.filter(store=shop)
    assert lines.exists()
    assert not lines.exclude(line__order=F("refund__order")).exists()
    assert not OrderLine.objects.filter(store=shop, refunded_quantity__gt=F("quantity")).exists()
    over = (
        Refund.objects.filter(store=shop)
        .annotate(of_lines=Sum("lines__amount"))
        .filter(of_lines__gt=F("amount") + Decimal("0.05"))
    )
    assert not over.exists()


def test_currencies_have_rates_and_orders_the_rate_of_their_month(orders, shop):
    assert {*orders.values_list("currency", flat=True)} == {"GBP", "EUR", "USD", "CAD"}
    assert not orders.filter(currency="GBP").exclude(rate=1).exists()
    for order in orders.exclude(currency="GBP").order_by("pk")[:50]:
        known = shop.currencyrates.filter(currency=order.currency, from_day__lte=order.placed_at.date())
        assert order.rate == known.latest("from_day").rate


def test_every_row_points_at_a_row_of_the_same_store(shop, db):
    """The seeders leave the checks of foreign keys out: nothing else would notice."""
    for model in (Order, OrderLine, Payment, Shipment, Refund, RefundLine, Cart, CartLine, Visit):
        for field in model._meta.get_fields():
            if field.concrete and field.many_to_one and field.name != "store":
                rows = model.objects.filter(store=shop, **{f"{field.name}__isnull": False})
                joined = rows.filter(**{f"{field.name}__store": shop})
                assert rows.count() == joined.count(), (model, field.name)


def test_nobody_is_without_figures_and_they_agree_with_the_orders(orders, shop):
    figures = CustomerMetrics.objects.filter(store=shop)
    assert figures.count() == shop.customers.count() > 0.99 * SIZE
    assert not figures.filter(Q(lifecycle_stage="") | Q(activity_status="")).exists()
    spent = orders.filter(pays=True).aggregate(spent=Sum("value"), back=Sum("refunded_value"))
    assert figures.aggregate(ltv=Sum("ltv"))["ltv"] == spent["spent"] - spent["back"]
    assert figures.filter(is_vip=True).exists()
    assert {*shop.tags.values_list("kind", flat=True)} >= {"rule", "affinity"}
    assert CustomerCategory.objects.filter(store=shop).exists()


def test_the_last_stage_told_is_the_one_in_the_figures(shop, db):
    last = dict(
        LifecycleChange.objects.filter(store=shop, customer__deleted_at=None)
        .order_by("happened_at", "pk")
        .values_list("customer_id", "to_stage")
    )
    assert last == dict(
        CustomerMetrics.objects.filter(store=shop).values_list("customer_id", "lifecycle_stage")
    )
    assert {*last.values()} >= {"awareness", "consideration", "purchase", "retention", "churn"}


def test_stages_follow_one_another(shop, db):
    assert not rows_of(
        "SELECT 1 FROM (SELECT from_stage, to_stage, lag(to_stage, 1, '') OVER (PARTITION BY customer_id"
        " ORDER BY happened_at, id) AS was FROM customers_lifecyclechange WHERE store_id = %s) AS told"
        " WHERE from_stage <> was OR from_stage = to_stage LIMIT 1",
        shop.pk,
    )


def test_carts_are_open_left_behind_and_won_back(shop, db):
    carts, now = Cart.objects.filter(store=shop), timezone.now()
    assert carts.filter(ordered_at=None, news_at__gt=now - timedelta(days=1), items__gt=0).exists()
    assert (
        carts.filter(ordered_at=None, news_at__lt=now - timedelta(days=1)).exclude(recovery_url="").exists()
    )
    assert carts.filter(ordered_at__gt=F("news_at") + timedelta(hours=24)).exists()
    assert (
        not carts.annotate(worth=Sum(F("lines__price") * F("lines__quantity")))
        .exclude(total=F("worth"))
        .exists()
    )


def test_the_shops_pages_have_a_key_and_its_program_too(shop, db):
    assert shop.storefrontkeys.get(revoked_at=None).origins == ["https://larkspur-goods.example"]
    assert {"orders.send", "products.send"} <= {*shop.apikeys.get().scopes}


def test_the_catalogue_is_whole(shop, db):
    products = Product.objects.filter(store=shop)
    assert products.count() == 88
    assert {*products.values_list("status", flat=True)} == {"active", "draft", "archived"}
    assert products.filter(stock=0, status="active").count() >= 4
    assert not products.annotate(places=Count("placed")).filter(places=0).exists()
    assert not products.filter(Q(description="") | Q(brand="") | Q(attributes={})).exists()
    assert all(check_digit(upc[:11]) == upc[11] for upc in products.values_list("upc", flat=True))
    assert not products.filter(cost__gt=F("price")).exists()
    sold = OrderLine.objects.filter(store=shop).values("product").distinct().count()
    assert sold >= 80


def digest_of(store):
    """What a store holds, but for keys that the database gives out."""
    told = {
        "orders": "SELECT to_jsonb(o) - '{id,public_id,store_id,customer_id,created_at}'::text[]"
        " FROM commerce_order o WHERE store_id = %s",
        "lines": "SELECT to_jsonb(l) - '{id,store_id,order_id,product_id}'::text[]"
        " FROM commerce_orderline l WHERE store_id = %s",
        "customers": "SELECT to_jsonb(c) - '{id,public_id,store_id,owner_id,updated_at}'::text[]"
        " FROM customers_customer c WHERE store_id = %s",
        "visits": "SELECT to_jsonb(v) - '{id,public_id,store_id,visitor_id,customer_id}'::text[]"
        " FROM commerce_visit v WHERE store_id = %s",
        "carts": "SELECT to_jsonb(c) - '{id,public_id,store_id,order_id,customer_id}'::text[]"
        " FROM commerce_cart c WHERE store_id = %s",
        "figures": "SELECT to_jsonb(m) - '{customer_id,store_id,updated_at}'::text[]"
        " FROM customers_customermetrics m WHERE store_id = %s",
        "refunds": "SELECT to_jsonb(r) - '{id,public_id,store_id,order_id,by_id}'::text[]"
        " FROM commerce_refund r WHERE store_id = %s",
    }
    return {
        name: rows_of(
            f"SELECT count(*), md5(string_agg(row::text, '' ORDER BY row::text)) FROM ({sql}) t (row)",  # noqa: S608
            store.pk,
        )
        for name, sql in told.items()
    }


def test_the_same_size_at_the_same_moment_is_the_same_shop(db):
    now = timezone.now().replace(second=0, microsecond=0)
    for _ in range(2):
        call_command("demo", size="120", no_pictures=True, now=now)
    first, second = Store.objects.filter(name__startswith="Larkspur").order_by("-pk")[:2]
    assert digest_of(first) == digest_of(second)


def test_what_is_rolled_has_room_for_millions(shop, db):
    """Everybody's chances are rolled by their number times some; of a million that outgrows an integer."""
    for table, column in (
        ("demo_customer", "n"),
        ("demo_order", "x"),
        ("demo_order", "o"),
        ("demo_visit", "y"),
    ):
        assert rows_of(f"SELECT DISTINCT pg_typeof({column})::text FROM {table}") == [("bigint",)]  # noqa: S608


def test_a_store_of_one_customer_can_be_made(db):
    call_command("demo", size="1", no_pictures=True)
    assert Store.objects.latest("pk").customers.count() == 1


def test_the_log_tells_of_the_latest_orders_step_by_step(orders, shop):
    latest = orders.filter(delivered_at__isnull=False, channel="online").latest("placed_at")
    told = shop.events.filter(subject_kind="commerce.order", subject_id=latest.pk).order_by(
        "happened_at", "pk"
    )
    steps = ["order_placed", "order_paid", "order_fulfilled", "order_shipped", "order_delivered"]
    assert [event.name.removeprefix("commerce.") for event in told][:5] == steps
    assert told[0].happened_at == latest.placed_at


def test_every_event_can_be_read_back_as_what_it_was(shop, db):
    for name in {*shop.events.values_list("name", flat=True)}:
        record = shop.events.filter(name=name).values().first()
        event = restored(record)
        assert event.payload().keys() <= record["payload"].keys() | {"public_id"}, name


def test_visits_and_their_events_agree(shop, db):
    latest = Visit.objects.filter(store=shop).order_by("-started_at")[100]
    events = shop.events.filter(subject_kind="commerce.visit", subject_id=latest.pk)
    assert events.count() == latest.events
    assert {*events.values_list("customer_id", flat=True)} == {latest.customer_id}


def test_nothing_of_the_past_is_news_to_anybody(shop, db):
    assert not OutboxEntry.objects.filter(
        event_id__in=shop.events.filter(name__startswith="commerce.").values("id")
    ).exists()


def test_pictures_are_kept_as_uploads_and_say_what_they_show(shop, db):
    number, good = 0, GOODS[0]
    shown = pictures.picture(number, good, next(pictures.views(number, good)))
    assert read_picture(file=ContentFile(shown.drawn.content, shown.name)).drawn.type == "image/png"
    assert (shown.small.width, shown.small.height) == (320, 320)
    for good in GOODS:
        views = [*pictures.views(number, good)]
        assert 1 <= len(views) <= 10
        assert all(good.name in view.alt for view in views)


def test_every_shape_is_drawn_its_own_way():
    faces = {good.shape: drawn(good.shape, "Moss", scene=0).resize((40, 40)).tobytes() for good in GOODS}
    assert len({*faces.values()}) == len(faces)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/", "Larkspur Goods"),
        ("/customers", "Customers"),
        ("/activity", "Olivia Martin"),
        ("/products", "LG-"),
        ("/orders", "LG"),
        ("/carts", "£"),
    ],
)
def test_every_page_shows_something(shop, db, address, shown):
    owner = signed_in(shop.memberships.get(role="owner"))
    answer = owner.get(address, follow=True)
    assert answer.status_code == 200
    assert shown in answer.content.decode()
