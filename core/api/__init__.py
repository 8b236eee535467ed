"""What an app's `api.py` needs: a base view, a declaration per endpoint, lists, problems.

class Customers(StoreApiView):
    area = "Customers"
    permissions = {"GET": "customers.view", "POST": "customers.add"}

    @operation("list_customers", "List customers", lists=listing)
    def get(self, request):
        return listing.answer(request, request.store.customers.all())

    @operation("add_customer", "Add a customer", body=CustomerSerializer,
               answer=CustomerSerializer, status=201)
    def post(self, request):
        told = self.body(CustomerSerializer)
        customer = add_customer(store=request.store, by=request.actor, now=timezone.now(), **told)
        return self.answer(CustomerSerializer, customer, status=201)
"""

from core.api.intake import Intake, IntakeView
from core.api.listing import Listing
from core.api.operations import operation
from core.api.views import StoreApiView

__all__ = ["Intake", "IntakeView", "Listing", "StoreApiView", "operation"]
