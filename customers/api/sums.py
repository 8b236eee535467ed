from django.utils import timezone

from core.api import StoreApiView, operation
from customers import queries
from customers.api.people import AREA
from customers.serializers import AnalyticsSerializer, FiguresSerializer


class CustomerStats(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view"}

    @operation("get_customer_stats", "Count customers", answer=FiguresSerializer)
    def get(self, request):
        figures = queries.customer_figures(store=request.store, now=timezone.now())
        return self.answer(FiguresSerializer, figures)


class CustomerAnalytics(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view"}

    @operation("get_customer_analytics", "Read what customers add up to", answer=AnalyticsSerializer)
    def get(self, request):
        """Averages and rates, and how many customers are in each stage, status, group and risk.

        In a store of more than 20,000 customers the figures are up to ten minutes old; see `as_of`.
        """
        return self.answer(AnalyticsSerializer, queries.analytics(store=request.store, now=timezone.now()))
