"""What was written and said goes along with the customer it was written and said to."""

from django.utils.translation import gettext_lazy as _

from customers.merging.ways import moves
from customers.models import Email, Interaction

moves(Interaction, label=_("Calls and meetings"))
moves(Email, label=_("E-mails"))
