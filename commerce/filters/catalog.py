from django import forms
from django.db.models import Q
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, Filter, FilterSet, MultipleChoiceFilter

from commerce.models import Product, ProductStatus
from core.filters import AmountFilter, anew

STOCK = {
    "in": Q(stock__gt=0),
    "out": Q(stock__lte=0),
    "uncounted": Q(stock=None),
}


class Nowhere:
    """What an id that no category of the store has stands for: it holds nothing."""

    pk = None

    def __str__(self) -> str:
        return str(_("not here"))


class CategoryField(forms.UUIDField):
    """A category of the store by its id; it reads as its path."""

    widget = forms.Select

    def __init__(self, *, store=None, **options):
        super().__init__(**options)
        self.store = store
        if store:
            tree = store.categorys.all().as_tree()
            self.choices = self.widget.choices = [("", _("Any"))] + [(str(c.public_id), c.path) for c in tree]

    def clean(self, value):
        public_id = super().clean(value)
        if public_id is None:
            return None
        return self.store.categorys.filter(public_id=public_id).first() or Nowhere()


class CategoryFilter(Filter):
    field_class = CategoryField


class ProductFilter(FilterSet):
    """The filters of the product list, of its API and of saved views."""

    search = CharFilter(
        label=_("Search"),
        method="find",
        max_length=200,
        help_text=_("The beginning of words of the name, the brand, the SKU, the UPC or the shop's id."),
    )
    status = MultipleChoiceFilter(
        label=_("Status"), choices=ProductStatus.choices, distinct=False, widget=CheckboxSelectMultiple
    )
    category = CategoryFilter(
        label=_("Category"), method="placed_in", help_text=_("With everything below it.")
    )
    stock = ChoiceFilter(
        label=_("Stock"),
        method="stocked",
        choices=[("in", _("In stock")), ("out", _("Sold out")), ("uncounted", _("Not counted"))],
        empty_label=_("Any"),
        widget=RadioSelect,
    )
    brand = CharFilter(label=_("Brand"), lookup_expr="iexact", max_length=100)
    tag = CharFilter(label=_("Tag"), method="tagged", max_length=60)
    price_from = AmountFilter(label=_("Price from"), field_name="price", lookup_expr="gte")
    price_until = AmountFilter(label=_("Price until"), field_name="price", lookup_expr="lte")
    pictures = ChoiceFilter(
        label=_("Pictures"),
        method="pictured",
        choices=[("some", _("Has pictures")), ("none", _("Has none"))],
        empty_label=_("Any"),
        widget=RadioSelect,
    )

    class Meta:
        model = Product
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        anew(self.filters["category"], store=self.request.store)

    def find(self, products, name, term):
        return products.matching(term)

    def placed_in(self, products, name, category):
        return products.placed_in(category) if category.pk else products.none()

    def stocked(self, products, name, state):
        return products.filter(STOCK[state])

    def tagged(self, products, name, tag):
        return products.filter(tags__contains=[tag])

    def pictured(self, products, name, wanted):
        return products.pictured() if wanted == "some" else products.without_picture()
