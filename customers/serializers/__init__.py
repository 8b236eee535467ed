"""The shapes of customers, in and out."""

from customers.serializers.communications import CommunicationSerializer, InteractionSerializer
from customers.serializers.consents import (
    ConsentRecordSerializer,
    ConsentsSerializer,
    RecordConsentSerializer,
    TopicsSerializer,
)
from customers.serializers.lifecycle import LifecycleSerializer
from customers.serializers.merging import DuplicateSerializer, MergeSerializer, MergeWithSerializer
from customers.serializers.notes import NoteSerializer
from customers.serializers.people import (
    ChangeSerializer,
    ContactSerializer,
    CustomerNewsSerializer,
    CustomerProfileSerializer,
    CustomerSerializer,
    HistorySerializer,
    MetricsSerializer,
    PhoneField,
)
from customers.serializers.sums import AnalyticsSerializer, FiguresSerializer

__all__ = [
    "DuplicateSerializer",
    "MergeSerializer",
    "MergeWithSerializer",
    "AnalyticsSerializer",
    "ChangeSerializer",
    "CommunicationSerializer",
    "ConsentRecordSerializer",
    "ConsentsSerializer",
    "ContactSerializer",
    "CustomerNewsSerializer",
    "CustomerProfileSerializer",
    "CustomerSerializer",
    "FiguresSerializer",
    "HistorySerializer",
    "InteractionSerializer",
    "LifecycleSerializer",
    "MetricsSerializer",
    "NoteSerializer",
    "PhoneField",
    "RecordConsentSerializer",
    "TopicsSerializer",
]
