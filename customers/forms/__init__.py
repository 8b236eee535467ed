from customers.forms.accounts import SuspendManyForm, WhyForm
from customers.forms.consents import ConsentForm, TopicForm
from customers.forms.custom import CustomFieldForm
from customers.forms.emails import EmailForm
from customers.forms.interactions import InteractionForm
from customers.forms.merging import MergeForm
from customers.forms.notes import NoteForm
from customers.forms.people import LANGUAGES, CustomerForm, known_of
from customers.forms.tags import COLOURS, GiveTagForm, MergeTagForm, TagForm, TakeTagForm

__all__ = [
    "COLOURS",
    "LANGUAGES",
    "ConsentForm",
    "CustomFieldForm",
    "MergeForm",
    "CustomerForm",
    "EmailForm",
    "GiveTagForm",
    "InteractionForm",
    "MergeTagForm",
    "NoteForm",
    "SuspendManyForm",
    "TagForm",
    "TakeTagForm",
    "TopicForm",
    "WhyForm",
    "known_of",
]
