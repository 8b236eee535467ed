"""The customer list: its columns, its words, its bulk verbs."""

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Concat, Trim
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.lists import BulkVerb, Column, Empty, Table
from customers import services
from customers.countries import country_name
from customers.custom_columns import own_columns
from customers.filters import CustomerFilter
from customers.forms import GiveTagForm, SuspendManyForm, TakeTagForm
from customers.models import Customer, ExternalId
from customers.row_actions import ROW_ACTIONS

FIRST_ID = Subquery(ExternalId.objects.filter(customer=OuterRef("pk")).order_by("pk").values("value")[:1])
FULL_NAME = Trim(Concat(F("first_name"), Value(" "), F("last_name")))


def _n(one: str, many: str):
    """`3 customers suspended`, in the reader's language."""
    return lambda n: ngettext(one, many, n) % {"n": f"{n:,}"}


TAG = BulkVerb(
    key="tag",
    label=_("Tag"),
    icon="tag",
    permission="customers.tag",
    form=GiveTagForm,
    apply=lambda rows, **given: services.tag_customers(customers=rows, **given),
    undo=lambda rows, **given: services.untag_customers(customers=rows, **given),
    done=_n("%(n)s customer tagged", "%(n)s customers tagged"),
    asks=_n("Tag %(n)s customer?", "Tag %(n)s customers?"),
    explains=_("Choose a tag or type a new one."),
)
UNTAG = BulkVerb(
    key="untag",
    label=_("Remove tag"),
    icon="x",
    permission="customers.tag",
    form=TakeTagForm,
    apply=lambda rows, **given: services.untag_customers(customers=rows, **given),
    undo=lambda rows, **given: services.tag_customers(customers=rows, **given),
    done=_n("Tag removed from %(n)s customer", "Tag removed from %(n)s customers"),
    asks=_n("Remove a tag from %(n)s customer?", "Remove a tag from %(n)s customers?"),
    explains=_("Those who do not have it are skipped."),
)
SUSPEND = BulkVerb(
    key="suspend",
    label=_("Suspend"),
    icon="ban",
    permission="customers.suspend",
    form=SuspendManyForm,
    apply=lambda rows, **given: services.suspend_customers(customers=rows, **given),
    undo=lambda rows, *, by, now, **_given: services.reinstate_customers(customers=rows, by=by, now=now),
    done=_n("%(n)s customer suspended", "%(n)s customers suspended"),
    asks=_n("Suspend %(n)s customer?", "Suspend %(n)s customers?"),
    explains=_("They get no messages, codes or points until you reinstate them."),
)
REINSTATE = BulkVerb(
    key="reinstate",
    label=_("Reinstate"),
    icon="user-check",
    permission="customers.suspend",
    apply=lambda rows, **who: services.reinstate_customers(customers=rows, **who),
    undo=lambda rows, **who: services.suspend_customers(customers=rows, **who),
    done=_n("%(n)s customer reinstated", "%(n)s customers reinstated"),
    asks=_n("Reinstate %(n)s customer?", "Reinstate %(n)s customers?"),
    explains=_("Messages, codes and points reach them again."),
)
DELETE = BulkVerb(
    key="delete",
    label=_("Delete"),
    icon="trash-2",
    permission="customers.delete",
    apply=lambda rows, **who: services.delete_customers(customers=rows, **who),
    undo=lambda rows, **who: services.restore_customers(customers=rows, **who),
    done=_n("%(n)s customer deleted", "%(n)s customers deleted"),
    asks=_n("Delete %(n)s customer?", "Delete %(n)s customers?"),
    explains=_("They disappear from every list. You can undo this for a day; then it is final."),
    dangerous=True,
)

CUSTOMERS = Table(
    key="customers",
    label=_("Customers"),
    noun=lambda n: ngettext("customer", "customers", n),
    permission="customers.view",
    url_name="customers:list",
    rows=lambda store: store.customers.for_table().with_figures().with_face(),
    every_row=lambda store: Customer.with_deleted.filter(store=store).for_table().with_figures(),
    filters=CustomerFilter,
    row_url=lambda customer: reverse("customers:profile", args=[customer.public_id]),
    search_hint=_("Name, e-mail, phone or order"),
    default_sort="-added",
    columns=(
        Column(
            key="name",
            label=_("Name"),
            sort="sort_name",
            fixed=True,
            template="customers/_name_cell.html",
            on_phone="title",
            exports=FULL_NAME,
        ),
        Column(key="status", label=_("Status"), template="customers/_status.html", on_phone="end"),
        Column(key="email", label=_("E-mail"), sort="email", on_phone="sub"),
        Column(key="phone", label=_("Phone"), hidden=True),
        Column(
            key="ltv",
            on_phone="figure",
            label=_("LTV"),
            value="figures.ltv",
            kind="number",
            template="customers/_ltv_cell.html",
            sort="metrics__ltv",
            largest_first=True,
            exports="metrics__ltv",
        ),
        Column(
            key="orders",
            label=_("Orders"),
            value="figures.orders_count",
            kind="number",
            sort="metrics__orders_count",
            largest_first=True,
            exports="metrics__orders_count",
        ),
        Column(
            key="aov",
            label=_("Average order"),
            value="figures.aov",
            kind="number",
            template="customers/_aov_cell.html",
            sort="metrics__aov",
            largest_first=True,
            hidden=True,
            exports="metrics__aov",
        ),
        Column(
            key="last_order",
            label=_("Last order"),
            value="figures.last_order_at",
            kind="when",
            sort="metrics__last_order_at",
            largest_first=True,
            exports="metrics__last_order_at",
        ),
        Column(
            key="health",
            label=_("Health"),
            value="figures.health",
            kind="number",
            template="customers/_health_cell.html",
            sort="metrics__health",
            largest_first=True,
            exports="metrics__health",
        ),
        Column(
            key="stage",
            label=_("Stage"),
            value="figures.get_lifecycle_stage_display",
            hidden=True,
            exports="metrics__lifecycle_stage",
        ),
        Column(key="company", label=_("Company"), hidden=True),
        Column(key="city", label=_("City"), hidden=True),
        Column(key="region", label=_("Region"), hidden=True),
        Column(
            key="country",
            label=_("Country"),
            value=lambda customer: country_name(customer.country),
            hidden=True,
            exports="country",
        ),
        Column(key="birthday", label=_("Birthday"), kind="day", hidden=True),
        Column(
            key="owner",
            label=_("Looked after by"),
            value=lambda customer: str(customer.owner.user) if customer.owner else "",
            hidden=True,
            exports="owner__user__email",
        ),
        Column(key="source", label=_("Source"), value="get_source_display", hidden=True, exports="source"),
        Column(key="language", label=_("Language"), hidden=True),
        Column(
            key="external_id",
            label=_("External id"),
            hidden=True,
            exports=FIRST_ID,
            prefetch=("external_ids",),
        ),
        Column(
            key="added",
            label=_("Added"),
            value="created_at",
            kind="when",
            sort="created_at",
            largest_first=True,
            exports="created_at",
        ),
    ),
    more_columns=own_columns,
    row_actions=ROW_ACTIONS,
    bulk=(TAG, UNTAG, SUSPEND, REINSTATE, DELETE),
    export_permission="customers.export",
    empty=Empty(
        title=_("Your customers live here"),
        text=_("Add the first one by hand, or let your shop send them through the API."),
        icon="users",
        action=_("Add customer"),
        url_name="customers:add",
        permission="customers.add",
        drawer=True,
    ),
)
