"""The categories, the products, and what the drawing of orders needs to know of them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.utils.text import slugify

from commerce.demo import decks, money, seasons
from commerce.demo.goods import GOODS, Good
from commerce.models import Category, Product, ProductCategory
from core.demo import Demo, seeds

SHOP = "https://larkspur-goods.example"
_TABLES = """
CREATE TEMP TABLE demo_day (day int, era int, years_ago int, code text, off numeric, share float8,
  campaign text) ON COMMIT DROP;
CREATE TEMP TABLE demo_product (p int, id bigint, external_id text, sku text, name text,
  colours text[], sizes text[], several boolean, launched timestamptz) ON COMMIT DROP;
CREATE TEMP TABLE demo_price (p int, years_ago int, currency text, price numeric(14, 2)) ON COMMIT DROP;
CREATE TEMP TABLE demo_deck (era int, theme int, tier int, slot int, p int) ON COMMIT DROP;
CREATE TEMP TABLE demo_pair (p int, place int, slot int, other int) ON COMMIT DROP;
CREATE TEMP TABLE demo_land (country text, currency text, tax numeric, shipping numeric, free_from numeric,
  days_least int, days_most int) ON COMMIT DROP;
CREATE TEMP TABLE demo_rate (era int, currency text, rate numeric(18, 8)) ON COMMIT DROP;
"""


@seeds(order=30)
def catalogue(demo: Demo) -> str:
    tree = _plant(demo)
    products = [_product(demo, number, good) for number, good in enumerate(GOODS)]
    Product.objects.bulk_create(products)
    for product, good in zip(products, GOODS, strict=True):
        Product.objects.filter(pk=product.pk).update(created_at=launch(demo.now, good))
    ProductCategory.objects.bulk_create(
        ProductCategory(store=demo.store, product=product, category=tree[good.category])
        for product, good in zip(products, GOODS, strict=True)
    )
    money.write_rates(demo.store, seasons.months(demo.now))
    _lay_out(demo, products)
    return f"{len(products)} products in {len(tree)} categories"


def launch(now: datetime, good: Good) -> datetime:
    """The first morning of a month; what was there from the beginning came before the first order."""
    if good.launched >= 36:
        return now - timedelta(days=1110 + GOODS.index(good) * 37 % 61, minutes=GOODS.index(good) * 13 % 97)
    month = seasons.months(now)[-1 - good.launched]
    return datetime(month.year, month.month, 1, 9, 20, tzinfo=UTC)


def on_the_shelf(now: datetime, good: Good) -> datetime:
    """When it came into Regulars: at its launch, or with everything else that had been there before."""
    number = GOODS.index(good)
    return max(launch(now, good), now - timedelta(days=718)) + timedelta(minutes=7 * number + 20)


def check_digit(digits: str) -> str:
    """The twelfth digit of a UPC."""
    odd, even = (sum(map(int, digits[start::2])) for start in (0, 1))
    return str(-(odd * 3 + even) % 10)


def _plant(demo: Demo) -> dict[str, Category]:
    """The tree, roots first, in the order the goods name them."""
    paths: dict[str, Category] = {}
    for good in GOODS:
        root, _, leaf = good.category.partition(" > ")
        for name, path in ((root, root), (leaf, good.category)):
            if path not in paths:
                parent = paths[root] if path != root else None
                paths[path] = Category.objects.create(
                    store=demo.store, parent=parent, name=name, path=path, position=len(paths)
                )
    opened = demo.now - timedelta(days=1175)
    demo.store.categorys.update(created_at=opened)
    return paths


def _product(demo: Demo, number: int, good: Good) -> Product:
    upc = f"4{7315:05d}{1000 + number * 7:05d}"  # numbers that begin with 4 are a shop's own
    changed = demo.now - timedelta(days=number * 7919 % 53 + 1, minutes=number * 37 % 600)
    return Product(
        store=demo.store,
        external_id=f"prod_{1000 + number * 7}",
        name=good.name,
        sku=good.sku,
        upc=upc + check_digit(upc),
        brand=good.brand,
        description=good.text,
        price=good.amount,
        compare_at=Decimal(good.compare_at) if good.compare_at else None,
        cost=(good.amount * Decimal(str(good.cost_share))).quantize(Decimal("0.01")),
        stock=good.stock,
        status=good.status,
        attributes=_attributes(good),
        tags=list(good.tags),
        url=f"{SHOP}/products/{slugify(good.name)}",
        updated_at=changed,
        news_at=changed,
        news_digest=f"{number:032x}",
    )


def _attributes(good: Good) -> dict[str, str]:
    given = {
        "Colours": good.colours,
        "Sizes": ", ".join(good.size_names),
        "Material": good.material,
        "Weight": good.weight,
    }
    return {name: value for name, value in given.items() if value}


def _lay_out(demo: Demo, products: list[Product]) -> None:
    months = seasons.months(demo.now)
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        _copy(cursor, "demo_day", seasons.days(demo.now))
        _copy(
            cursor, "demo_product", map(_as_row, range(len(GOODS)), products, GOODS, [demo.now] * len(GOODS))
        )
        _copy(cursor, "demo_price", _prices())
        _copy(cursor, "demo_deck", decks.deck_rows(months))
        _copy(cursor, "demo_pair", decks.pair_rows())
        _copy(cursor, "demo_land", ((*land[:5], *land.days) for land in money.LANDS))
        _copy(
            cursor,
            "demo_rate",
            (
                (era, currency, money.rate(currency, money.number_of(month)))
                for era, month in enumerate(months)
                for currency in money.MARKUP
            ),
        )
        cursor.execute(
            "ANALYZE demo_day (day), demo_product (p), demo_price, demo_deck, demo_pair, demo_rate"
        )


def _as_row(number: int, product: Product, good: Good, now: datetime) -> tuple:
    colours = good.colour_names if len(good.colour_names) > 1 else []
    sizes = good.size_names
    several, launched = good.several, launch(now, good)
    return number, product.pk, product.external_id, good.sku, good.name, colours, sizes, several, launched


def _prices() -> Iterable[tuple]:
    for number, good in enumerate(GOODS):
        for currency in money.MARKUP:
            for years_ago in range(4):
                yield number, years_ago, currency, money.price_in(currency, good.amount, years_ago)


def _copy(cursor, table: str, rows: Iterable[tuple]) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
