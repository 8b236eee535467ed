"""How requests follow a customer who is merged into another."""

from django.utils.translation import gettext_lazy as _

from customers.merging import moves
from privacy.models import PrivacyRequest

moves(PrivacyRequest, label=_("Privacy requests"))
