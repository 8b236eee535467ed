from customers.models.addresses import PARTS, Address, AddressKind, AddressSource, household_of
from customers.models.custom import CustomField, CustomValue, FieldKind
from customers.models.identities import DetailNews, ExternalId
from customers.models.merging import DuplicatePair, FormerId, Likeness, Merge, MergedRows
from customers.models.metrics import CustomerMetrics, LifecycleChange, RfmCuts
from customers.models.notes import Note
from customers.models.particulars import LIVE, Gender, Particulars
from customers.models.people import AccountStatus, Customer, CustomerQuerySet, LiveManager, Source
from customers.models.stages import ActivityStatus, LifecycleStage, RfmGroup, Risk
from customers.models.tags import CustomerTag, Tag, TagKind

__all__ = [
    "MergedRows",
    "Merge",
    "Likeness",
    "FormerId",
    "DuplicatePair",
    "LIVE",
    "PARTS",
    "AccountStatus",
    "ActivityStatus",
    "CustomField",
    "CustomValue",
    "Address",
    "AddressKind",
    "AddressSource",
    "Customer",
    "CustomerMetrics",
    "CustomerQuerySet",
    "CustomerTag",
    "DetailNews",
    "ExternalId",
    "FieldKind",
    "Gender",
    "LifecycleChange",
    "LifecycleStage",
    "LiveManager",
    "Note",
    "Particulars",
    "RfmCuts",
    "RfmGroup",
    "Risk",
    "Source",
    "Tag",
    "TagKind",
    "household_of",
]
