from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import ApiKey, CustomRole, Invitation, Membership, User
from accounts.models.api_keys import digest
from accounts.roles import FOR_KEYS, Role
from commerce.models import (
    Cart,
    CartLine,
    Category,
    CurrencyRate,
    Order,
    OrderLine,
    OrderStatus,
    Payment,
    Product,
    ProductImage,
    ProductWatch,
    Refund,
    StorefrontKey,
)
from commerce.models.orders import RANK
from core.models import Job, Store, Upload
from customers.models import Address, Customer, Email, Interaction, Note, PaymentMethod, Preference, Relation
from notifications.models import Notification


class StoreFactory(DjangoModelFactory):
    class Meta:
        model = Store

    name = factory.Sequence("Shop {}".format)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence("user{}@example.com".format)
    name = factory.Sequence("Person {}".format)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    store = factory.SubFactory(StoreFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.OWNER


class CustomRoleFactory(DjangoModelFactory):
    class Meta:
        model = CustomRole

    store = factory.SubFactory(StoreFactory)
    name = factory.Sequence("Role {}".format)
    permissions = ["home.view", "customers.view"]


class ApiKeyFactory(DjangoModelFactory):
    """A key whose secret is known: `ApiKeyFactory(secret=…)`."""

    class Meta:
        model = ApiKey

    class Params:
        secret = factory.Sequence("rgl_live_secret-{}".format)

    store = factory.SubFactory(StoreFactory)
    name = factory.Sequence("Key {}".format)
    prefix = factory.LazyAttribute(lambda key: key.secret[:17])
    hash = factory.LazyAttribute(lambda key: digest(key.secret))
    scopes = factory.LazyFunction(lambda: sorted(FOR_KEYS))


class CustomerFactory(DjangoModelFactory):
    class Meta:
        model = Customer

    store = factory.SubFactory(StoreFactory)
    first_name = factory.Faker("first_name")
    last_name = factory.Faker("last_name")
    email = factory.Sequence("customer{}@example.com".format)


class OfCustomerFactory(DjangoModelFactory):
    """What belongs to a customer, and so to the customer's store."""

    class Meta:
        abstract = True

    customer = factory.SubFactory(CustomerFactory)
    store = factory.SelfAttribute("customer.store")


class NoteFactory(OfCustomerFactory):
    class Meta:
        model = Note

    text = "Prefers to be called in the morning"
    author_kind = "staff"


class InteractionFactory(OfCustomerFactory):
    class Meta:
        model = Interaction

    kind = "call"
    happened_at = factory.LazyFunction(timezone.now)
    told_by = factory.LazyFunction(uuid4)
    author_kind = "staff"


class EmailFactory(OfCustomerFactory):
    """Written and sent; `state="bounced"` is one that came back."""

    class Meta:
        model = Email

    to_address = factory.SelfAttribute("customer.email")
    subject = "Your boots"
    text = "They are back in your size."
    message_id = factory.Sequence("<{}@example.com>".format)
    state = "sent"
    author_kind = "staff"


class JobFactory(DjangoModelFactory):
    """A waiting export; `state="done"` and so on make it another."""

    class Meta:
        model = Job

    class Params:
        is_running = factory.Trait(
            state="running",
            lease_token=factory.LazyFunction(uuid4),
            lease_until=factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=1)),
            started_at=factory.LazyFunction(timezone.now),
        )

    store = factory.SubFactory(StoreFactory)
    kind = "tests.write_file"
    queue = "io"
    title = factory.Sequence("Export {}".format)
    started_by_kind = "staff"
    started_by_label = "Ana Lima"


class NotificationFactory(DjangoModelFactory):
    class Meta:
        model = Notification

    store = factory.SubFactory(StoreFactory)
    user = factory.SubFactory(UserFactory)
    kind = "platform.job_finished"
    title = factory.Sequence("Export {} is done".format)
    url = "/jobs"


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    store = factory.SubFactory(StoreFactory)
    email = factory.Sequence("invited{}@example.com".format)
    role = Role.SALES
    token_hash = factory.Sequence(lambda number: digest(f"token-{number}"))
    sent_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    is_mailed = True


class OrderFactory(DjangoModelFactory):
    """A paid order over 100, as the shop told it last; `status="pending"` is one that waits for its money."""

    class Meta:
        model = Order

    store = factory.SubFactory(StoreFactory)
    customer = factory.SubFactory(CustomerFactory, store=factory.SelfAttribute("..store"))
    external_id = factory.Sequence("order-{}".format)
    number = factory.Sequence("R{}".format)
    status = OrderStatus.PAID
    currency = "USD"
    merchandise = factory.SelfAttribute("total")
    total = Decimal(100)
    channel = "online"
    placed_at = factory.LazyFunction(timezone.now)
    paid_at = factory.LazyAttribute(lambda o: None if o.status == OrderStatus.PENDING else o.placed_at)
    news_at = factory.SelfAttribute("placed_at")
    news_rank = factory.LazyAttribute(lambda o: RANK[o.status])


class OrderLineFactory(DjangoModelFactory):
    class Meta:
        model = OrderLine

    order = factory.SubFactory(OrderFactory)
    store = factory.SelfAttribute("order.store")
    key = factory.Sequence("line-{}".format)
    title = factory.Sequence("Thing {}".format)
    price = Decimal(100)


def order_with_line(store) -> Order:
    """One thing bought, its line named as the examples of the API name it."""
    order = OrderFactory(store=store)
    OrderLineFactory(order=order, key="1")
    return order


class PaymentFactory(DjangoModelFactory):
    class Meta:
        model = Payment

    order = factory.SubFactory(OrderFactory)
    store = factory.SelfAttribute("order.store")
    key = factory.Sequence("payment-{}".format)
    method = "card"
    brand = "Visa"
    last_four = "4242"
    amount = factory.SelfAttribute("order.total")
    paid_at = factory.SelfAttribute("order.paid_at")


class RefundFactory(DjangoModelFactory):
    """As staff record it; with an `external_id` it is the shop's word."""

    class Meta:
        model = Refund

    order = factory.SubFactory(OrderFactory)
    store = factory.SelfAttribute("order.store")
    amount = Decimal(10)
    refunded_at = factory.LazyFunction(timezone.now)
    by_kind = "staff"


class CartFactory(DjangoModelFactory):
    """A cart that somebody filled and left; `CartLineFactory(cart=…)` gives it lines."""

    class Meta:
        model = Cart

    store = factory.SubFactory(StoreFactory)
    customer = factory.SubFactory(CustomerFactory, store=factory.SelfAttribute("..store"))
    external_id = factory.Sequence("cart-{}".format)
    currency = "USD"
    total = Decimal(50)
    items = 1
    started_at = factory.LazyFunction(timezone.now)
    news_at = factory.SelfAttribute("started_at")


class CartLineFactory(DjangoModelFactory):
    class Meta:
        model = CartLine

    cart = factory.SubFactory(CartFactory)
    store = factory.SelfAttribute("cart.store")
    key = factory.Sequence("line-{}".format)
    title = factory.Sequence("Thing {}".format)
    price = Decimal(50)


class CategoryFactory(DjangoModelFactory):
    """At the root, unless `parent=` is given; its path follows."""

    class Meta:
        model = Category

    store = factory.SubFactory(StoreFactory)
    name = factory.Sequence("Category {}".format)
    path = factory.LazyAttribute(lambda c: f"{c.parent.path} > {c.name}" if c.parent else c.name)
    parent = None


class ProductFactory(DjangoModelFactory):
    """On sale for 40, with 12 in stock."""

    class Meta:
        model = Product

    store = factory.SubFactory(StoreFactory)
    external_id = factory.Sequence("product-{}".format)
    name = factory.Sequence("Product {}".format)
    sku = factory.Sequence("SKU-{}".format)
    upc = factory.Sequence("4006381{:06}".format)
    price = Decimal(40)
    stock = 12
    news_at = factory.LazyFunction(timezone.now)


class UploadFactory(DjangoModelFactory):
    """The row of an image; the file itself is not there."""

    class Meta:
        model = Upload

    store = factory.SubFactory(StoreFactory)
    kind = "image"
    name = "boot.png"
    path = factory.Sequence("uploads/{}".format)
    type = "image/png"
    size = 70
    width = height = 8
    by_kind = "staff"


class ProductImageFactory(DjangoModelFactory):
    class Meta:
        model = ProductImage

    product = factory.SubFactory(ProductFactory)
    store = factory.SelfAttribute("product.store")
    upload = factory.SubFactory(UploadFactory, store=factory.SelfAttribute("..store"))
    position = factory.LazyAttribute(lambda image: image.product.images.count())


class CurrencyRateFactory(DjangoModelFactory):
    """What a euro was worth from some day on; each made is of a later day."""

    class Meta:
        model = CurrencyRate

    store = factory.SubFactory(StoreFactory)
    currency = "EUR"
    rate = Decimal("1.08")
    from_day = factory.Sequence(lambda n: date(2020, 1, 1) + timedelta(days=n))


class StorefrontKeyFactory(DjangoModelFactory):
    class Meta:
        model = StorefrontKey

    store = factory.SubFactory(StoreFactory)
    name = "Shop"
    key = factory.Sequence("rgs_key{}".format)
    origins = ["https://shop.example"]
    mode = "always"


class ProductWatchFactory(OfCustomerFactory):
    """A customer who waits for a product to be back in stock."""

    class Meta:
        model = ProductWatch

    product = factory.SubFactory(ProductFactory, store=factory.SelfAttribute("..store"), stock=0)
    kind = "back_in_stock"
    price_then = Decimal(40)
    asked_at = factory.LazyFunction(timezone.now)


class AddressFactory(OfCustomerFactory):
    """The main address of a customer; their row knows nothing of it."""

    class Meta:
        model = Address

    is_main = True
    line_1 = factory.Sequence("{} Mill Race".format)
    postcode = "LA9 4KO"
    city = "Kendal"
    country = "GB"


class PaymentMethodFactory(OfCustomerFactory):
    class Meta:
        model = PaymentMethod

    brand = "Visa"
    last_four = "4242"


class RelationFactory(OfCustomerFactory):
    class Meta:
        model = Relation

    other = factory.SubFactory(CustomerFactory, store=factory.SelfAttribute("..store"))
    kind = "family"


class PreferenceFactory(OfCustomerFactory):
    class Meta:
        model = Preference

    kind = "size"
    value = "42"
