from django.utils.translation import gettext_lazy as _

from core.privacy import deletes
from customers.models import Address

deletes(Address, "customer", label=_("Addresses"), hides=("store", "customer", "household"))
