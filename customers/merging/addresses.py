"""Addresses follow a merged customer; the kept one's main address stays the main one."""

from django.utils.translation import gettext_lazy as _

from customers.merging.registry import afterwards
from customers.merging.ways import moves
from customers.models import Address
from customers.services.locations import keep_locations

moves(Address, label=_("Addresses"), at_most_one="is_main")
afterwards(keep_locations)
