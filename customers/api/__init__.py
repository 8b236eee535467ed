"""The endpoints of customers."""

from customers.api.communications import CustomerCommunications, CustomerInteractions, OneInteraction
from customers.api.consents import ConsentTopics, CustomerConsentRecords, CustomerConsents
from customers.api.lifecycle import CustomerLifecycle
from customers.api.many import CustomerBulkAction, CustomerExport
from customers.api.merging import CustomerMerge, CustomerUnmerge, Duplicates
from customers.api.notes import CustomerNotes, OneNote
from customers.api.people import CustomerHistory, Customers, OneCustomer
from customers.api.sums import CustomerAnalytics, CustomerStats

__all__ = [
    "ConsentTopics",
    "CustomerMerge",
    "CustomerUnmerge",
    "Duplicates",
    "CustomerAnalytics",
    "CustomerBulkAction",
    "CustomerCommunications",
    "CustomerConsentRecords",
    "CustomerConsents",
    "CustomerExport",
    "CustomerHistory",
    "CustomerInteractions",
    "CustomerLifecycle",
    "CustomerNotes",
    "CustomerStats",
    "Customers",
    "OneCustomer",
    "OneInteraction",
    "OneNote",
]
