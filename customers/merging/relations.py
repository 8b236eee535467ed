"""What hangs on a profile follows a merged customer. Nobody is related to themselves."""

from django.utils.translation import gettext_lazy as _

from customers.merging.ways import moves
from customers.models import CustomerFile, PaymentMethod, Preference, Relation

moves(PaymentMethod, label=_("Payment methods"))
moves(CustomerFile, label=_("Files"))
moves(Preference, label=_("Preferences"))
moves(Relation, label=_("Related people"), apart_from="other")
moves(Relation, "other", apart_from="customer")
