from customers.models.addresses import PARTS, Address, AddressKind, AddressSource, household_of
from customers.models.consents import (
    BY_OWN_HAND,
    Channel,
    Consent,
    ConsentRecord,
    ConsentTopic,
    Method,
    Purpose,
    Word,
)
from customers.models.custom import CustomField, CustomValue, FieldKind
from customers.models.emails import Email, EmailState
from customers.models.files import CustomerFile
from customers.models.identities import DetailNews, ExternalId
from customers.models.imports import (
    ImportBatch,
    ImportChange,
    ImportKey,
    ImportLine,
    ImportMode,
    ImportPart,
    ImportState,
)
from customers.models.interactions import Direction, Interaction, InteractionKind, Outcome
from customers.models.merging import DuplicatePair, FormerId, Likeness, Merge, MergedRows
from customers.models.metrics import CustomerMetrics, LifecycleChange, RfmCuts
from customers.models.notes import Note, NoteVersion
from customers.models.particulars import LIVE, Gender, Particulars
from customers.models.payment_methods import PaymentKind, PaymentMethod
from customers.models.people import AccountStatus, Customer, CustomerQuerySet, LiveManager, Source
from customers.models.preferences import Preference, PreferenceKind
from customers.models.relations import SEEN_FROM_OTHER, Relation, RelationKind
from customers.models.reports import LifecycleReport
from customers.models.stages import ActivityStatus, LifecycleStage, RfmGroup, Risk
from customers.models.tags import CustomerTag, Tag, TagKind

__all__ = [
    "BY_OWN_HAND",
    "LIVE",
    "PARTS",
    "SEEN_FROM_OTHER",
    "AccountStatus",
    "ActivityStatus",
    "Address",
    "AddressKind",
    "AddressSource",
    "Channel",
    "Consent",
    "ConsentRecord",
    "ConsentTopic",
    "CustomField",
    "CustomValue",
    "Customer",
    "CustomerFile",
    "CustomerMetrics",
    "CustomerQuerySet",
    "CustomerTag",
    "DetailNews",
    "Direction",
    "DuplicatePair",
    "Email",
    "EmailState",
    "ExternalId",
    "FieldKind",
    "FormerId",
    "Gender",
    "ImportBatch",
    "ImportChange",
    "ImportKey",
    "ImportLine",
    "ImportMode",
    "ImportPart",
    "ImportState",
    "Interaction",
    "InteractionKind",
    "LifecycleChange",
    "LifecycleReport",
    "LifecycleStage",
    "Likeness",
    "LiveManager",
    "Merge",
    "MergedRows",
    "Method",
    "Note",
    "NoteVersion",
    "Outcome",
    "Particulars",
    "PaymentKind",
    "PaymentMethod",
    "Preference",
    "PreferenceKind",
    "Purpose",
    "Relation",
    "RelationKind",
    "RfmCuts",
    "RfmGroup",
    "Risk",
    "Source",
    "Tag",
    "TagKind",
    "Word",
    "household_of",
]
