from django.utils.translation import gettext_lazy as _

from core.privacy import deletes, impersonal
from customers.models import CustomerTag, Tag

deletes(CustomerTag, "customer", label=_("Tags"), hides=("store", "customer"))
impersonal(Tag, because=_("The store's own words."))
