"""A store with a value for every parameter our addresses take, each made when a route asks for it.

A new address with a new parameter fails the crawls until it is furnished here.
"""

import re
from io import BytesIO
from itertools import count
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.signin.marks import mark_of
from core.actors import SYSTEM
from core.models import BulkRun, EventRecord, ParkedEvent, SavedView
from core.uploads.addresses import public_address
from core.uploads.services import add_image
from customers import services as customers
from customers.consent_links import token_of
from customers.models import DuplicatePair
from customers.services.files import add_files
from privacy import services as privacy
from tests.factories import (
    AddressFactory,
    ApiKeyFactory,
    CartFactory,
    CartLineFactory,
    CategoryFactory,
    CurrencyRateFactory,
    CustomerFactory,
    CustomRoleFactory,
    EmailFactory,
    InteractionFactory,
    InvitationFactory,
    JobFactory,
    MembershipFactory,
    NoteFactory,
    NotificationFactory,
    OrderFactory,
    OrderLineFactory,
    PaymentFactory,
    PaymentMethodFactory,
    PreferenceFactory,
    ProductFactory,
    ProductImageFactory,
    ProductWatchFactory,
    RelationFactory,
    StoreFactory,
    StorefrontKeyFactory,
)
from tests.routes import Route

_event_ids = count(1)


class Shop:
    """One store, its owner, and one of everything in it."""

    def __init__(self):
        self.owner = MembershipFactory()
        self.store = self.owner.store

    def url(self, route: Route) -> str:
        return route.url({name: self._value(route, name) for name in route.params})

    def _value(self, route: Route, name: str):
        made = getattr(self, name)(route)
        if not hasattr(made, "public_id"):
            return made
        made.refresh_from_db(fields=["public_id"])
        return made.public_id

    def customer_id(self, route):
        return CustomerFactory(store=self.store)

    def order_id(self, route):
        order = OrderFactory(store=self.store)
        OrderLineFactory(order=order)
        PaymentFactory(order=order)
        return order

    def cart_id(self, route):
        return CartLineFactory(cart=CartFactory(store=self.store)).cart

    def field_id(self, route):
        field = customers.add_custom_field(
            store=self.store, label="Shoe size", kind="number", by=SYSTEM, now=timezone.now()
        )
        if "restore" in route.name:
            customers.archive_custom_field(field=field, by=SYSTEM, now=timezone.now())
        return field

    def pair_id(self, route):
        first, second = CustomerFactory(store=self.store), CustomerFactory(store=self.store)
        return DuplicatePair.objects.create(
            store=self.store, first=first, second=second, found_at=timezone.now()
        )

    def merge_id(self, route):
        kept, gone = CustomerFactory(store=self.store), CustomerFactory(store=self.store)
        return customers.merge_customers(kept=kept, gone=gone, by=SYSTEM, now=timezone.now())

    def tag_id(self, route):
        customers.add_tag(store=self.store, name="Regular", by=SYSTEM, now=timezone.now())
        return self.store.tags.latest("pk")

    def topic_id(self, route):
        return customers.add_topic(
            store=self.store, name=f"Topic {uuid4()}", text="", by=SYSTEM, now=timezone.now()
        )

    def consent_record_id(self, route):
        customer = CustomerFactory(store=self.store)
        told = customers.Told(customer=customer, word="withdrawn", method="phone", channel="email")
        return customers.record_consent(told=told, by=self.owner.actor, now=timezone.now())

    def consent_token(self, route):
        return token_of(CustomerFactory(store=self.store))

    def import_id(self, route):
        file = SimpleUploadedFile("customers.csv", b"Email,Name\nana@example.com,Ana\n")
        return customers.open_import(store=self.store, file=file, by=self.owner.actor, now=timezone.now())

    def note_id(self, route):
        """Of the customer just made for the same address."""
        customer = self.store.customers.order_by("pk").last() or CustomerFactory(store=self.store)
        return NoteFactory(customer=customer)

    def interaction_id(self, route):
        """Of the customer just made for the same address."""
        customer = self.store.customers.order_by("pk").last() or CustomerFactory(store=self.store)
        return InteractionFactory(customer=customer, author_id=self.owner.user_id)

    def email_id(self, route):
        return EmailFactory(customer=CustomerFactory(store=self.store))

    def product_id(self, route):
        return ProductFactory(store=self.store)

    def upc(self, route):
        return ProductFactory(store=self.store).upc

    def image_id(self, route):
        return ProductImageFactory(product=ProductFactory(store=self.store))

    def watch_id(self, route):
        """Of the customer just made for the same address."""
        return ProductWatchFactory(customer=self.store.customers.latest("pk"))

    def category_id(self, route):
        return CategoryFactory(store=self.store)

    def address_id(self, route):
        return AddressFactory(customer=self._latest_customer())

    def method_id(self, route):
        return PaymentMethodFactory(customer=self._latest_customer())

    def file_id(self, route):
        file = SimpleUploadedFile("contract.txt", b"Agreed.")
        by, customer = self.owner.actor, self._latest_customer()
        return add_files(customer=customer, files=[file], by=by, now=timezone.now())[0]

    def other_id(self, route):
        return CustomerFactory(store=self.store)

    def relation_id(self, route):
        return RelationFactory(customer=self._latest_customer())

    def preference_id(self, route):
        return PreferenceFactory(customer=self._latest_customer())

    def _latest_customer(self):
        """The one just made for the same address of ours."""
        return self.store.customers.order_by("pk").last() or CustomerFactory(store=self.store)

    def job_id(self, route):
        verb = re.search(r"(\w+)-progress-(\w+)$", route.name)
        kind = f"{verb[1]}.bulk_{verb[2]}" if verb else "tests.write_file"
        return JobFactory(store=self.store, kind=kind)

    def run_id(self, route):
        list_key, verb = re.search(r"(\w+)-undo-(\w+)$", route.name).groups()
        return BulkRun.objects.create(store=self.store, list_key=list_key, verb=verb)

    def view_id(self, route):
        list_key = re.search(r"(\w+)-view(-delete)?$", route.name)[1]
        return SavedView.objects.create(
            store=self.store, list_key=list_key, member_id=self.owner.pk, name="Mine"
        )

    def event_id(self, route):
        customers.add_customer(
            store=self.store, first_name="Ana", last_name="Silva", by=SYSTEM, now=timezone.now()
        )
        return EventRecord.objects.filter(store=self.store).latest("pk")

    def request_id(self, route):
        """Of whoever asks to be erased, and is known to be it."""
        asked = privacy.receive_request(
            store=self.store,
            customer=CustomerFactory(store=self.store),
            kind="erasure",
            by=SYSTEM,
            now=timezone.now(),
        )
        return privacy.check_identity(request=asked, how="By phone", by=SYSTEM, now=timezone.now())

    def parked_id(self, route):
        return ParkedEvent.objects.create(
            store=self.store,
            event_id=next(_event_ids),
            happened_at=timezone.now(),
            name="customers.customer_added",
            handler="tests.none",
            error="ValueError: no",
        )

    def notification_id(self, route):
        return NotificationFactory(store=self.store, user=self.owner.user)

    def upload_id(self, route):
        picture = BytesIO()
        Image.new("RGB", (8, 8)).save(picture, "PNG")
        file = SimpleUploadedFile("logo.png", picture.getvalue(), "image/png")
        return add_image(store=self.store, file=file, by=self.owner.actor)

    def member_id(self, route):
        return MembershipFactory(store=self.store, role="support")

    def invitation_id(self, route):
        return InvitationFactory(store=self.store)

    def role_id(self, route):
        return CustomRoleFactory(store=self.store)

    def key_id(self, route):
        return ApiKeyFactory(store=self.store)

    def rate_id(self, route):
        return CurrencyRateFactory(store=self.store)

    def storefront_key_id(self, route):
        return StorefrontKeyFactory(store=self.store)

    def store_id(self, route):
        closed = StoreFactory(closed_at=timezone.now())
        MembershipFactory(store=closed, user=self.owner.user)
        return closed

    def area(self, route):
        return "loyalty"

    def slug(self, route):
        return "customers"

    def rest(self, route):
        return "nowhere"

    def name(self, route):
        return {"customers:check-field": "email", "jobs:run-now": "core.relay"}[route.name]

    def token(self, route):
        if route.name == "files:public-image":
            return public_address(self.upload_id(route)).rpartition("/")[2]
        return "nobody-was-invited-by-this"

    def mark(self, route):
        if route.name == "end_session":
            return mark_of("session", "a-session")
        if route.name == "team:avatar":
            return self._avatar()
        passkey = Authenticator.objects.create(
            user=self.owner.user,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "Phone", "credential": {}},
        )
        return mark_of("passkey", passkey.pk)

    def _avatar(self):
        self.owner.user.avatar = f"avatars/{uuid4().hex}"
        self.owner.user.save(update_fields=["avatar"])
        return self.owner.user.avatar.removeprefix("avatars/")


NAMES_NOTHING = {"mark", "token", "upc"}


def absent_url(route: Route, shop: Shop) -> str:
    """The same address, naming records that nobody has."""
    values = {}
    for name in route.params:
        values[name] = (
            uuid4()
            if route.converters[name] == "uuid"
            else "0" * 24
            if name in NAMES_NOTHING
            else getattr(shop, name)(route)
        )
    return route.url(values)
