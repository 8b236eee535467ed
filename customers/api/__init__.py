"""The endpoints of customers."""

from customers.api.many import CustomerBulkAction, CustomerExport
from customers.api.people import CustomerHistory, CustomerNotes, Customers, OneCustomer
from customers.api.sums import CustomerAnalytics, CustomerStats

__all__ = [
    "CustomerAnalytics",
    "CustomerBulkAction",
    "CustomerExport",
    "CustomerHistory",
    "CustomerNotes",
    "CustomerStats",
    "Customers",
    "OneCustomer",
]
