"""What the shell shows, registered by each app in `ready()`: menu, palette, home, set-up, panels.

The shell asks each entry's permission; an entry whose permission the reader lacks is not there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from django.urls import reverse

Entry = TypeVar("Entry")


class Reader(Protocol):
    """Whoever looks: a membership or an API key."""

    def can(self, permission: str) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class NavItem:
    group: str  # a key of crm.shell.GROUPS
    label: Any
    icon: str
    url_name: str
    permission: str
    order: int = 100
    shortcut: str = ""  # the letter after `g`
    count: Callable[[Any], int] | None = None  # store -> a badge, absent when 0
    keywords: str = ""  # other words the palette finds it by


@dataclass(frozen=True, kw_only=True)
class Command:
    """A verb in the palette: opens a page, or the drawer at that address."""

    label: Any
    icon: str
    url_name: str
    permission: str
    drawer: bool = False
    group: str = "create"
    shortcut: str = ""
    order: int = 100


@dataclass(frozen=True)
class Hit:
    """One record the palette found."""

    label: str
    detail: str
    url: str
    icon: str


@dataclass(frozen=True, kw_only=True)
class RecordSearch:
    """How the palette finds one kind of record: `find(store, term, limit)` gives hits."""

    label: Any
    permission: str
    find: Callable[[Any, str, int], list[Hit]]
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Card:
    """A fragment of its own address, loaded by the page that holds it: a home card or a panel."""

    key: str
    url_name: str
    permission: str
    title: Any = ""
    order: int = 100
    wide: bool = False
    beside: bool = False  # of a panel: it is short, and stands beside the long ones
    follows: bool = False  # of a panel: it is asked anew whenever the customer changed


@dataclass(frozen=True, kw_only=True)
class CustomerAction:
    """Something to do with a customer, on their page: a button, or a line of the menu beside the buttons.

    Its address is `url_name` with the customer's id, or what `link` gives. `how` it is done: "drawer"
    opens it there, "page" leads to it, "send" posts and stays, "leave" posts and goes where the answer
    leads. What posts may ask first. The page draws itself again on the event `customer-changed`.
    """

    key: str
    label: Any
    icon: str
    permission: str
    url_name: str = ""
    link: Callable[[Any], str] | None = None
    how: str = "drawer"
    button: bool = False
    shown: Callable[[Any], bool] = lambda customer: True
    asks: Callable[[Any], Any] = lambda customer: ""
    explains: Any = ""
    dangerous: bool = False
    order: int = 100  # lines of the same hundred stand together: reach, record, data, account, end

    def address(self, customer: Any) -> str:
        return self.link(customer) if self.link else reverse(self.url_name, args=[customer.public_id])


@dataclass(frozen=True, kw_only=True)
class SetupStep:
    """A line of a new store's check-list; `done(store)` asks the data, nobody ticks it."""

    key: str
    label: Any
    text: Any
    url_name: str
    permission: str
    done: Callable[[Any], bool]
    order: int = 100


@dataclass
class Registry(Generic[Entry]):
    entries: list[Entry] = field(default_factory=list)

    def register(self, *entries: Entry) -> None:
        self.entries.extend(entries)
        self.entries.sort(key=lambda entry: entry.order)  # type: ignore[attr-defined]

    def for_reader(self, reader: Reader) -> Iterator[Entry]:
        return (entry for entry in self.entries if reader.can(entry.permission))  # type: ignore[attr-defined]


navigation = Registry[NavItem]()
commands = Registry[Command]()
searches = Registry[RecordSearch]()
home_cards = Registry[Card]()
customer_panels = Registry[Card]()
customer_actions = Registry[CustomerAction]()
setup_steps = Registry[SetupStep]()
settings_pages = Registry[NavItem]()  # their groups: store, people, connect, you
