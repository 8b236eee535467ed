"""List pages: describe one with `Table`, show it with `list_page`, give it addresses with `list_routes`."""

from core.lists.routes import list_routes
from core.lists.table import BulkVerb, Column, Empty, RowAction, Table, VerbForm
from core.lists.views import list_page

__all__ = ["BulkVerb", "Column", "Empty", "RowAction", "Table", "VerbForm", "list_page", "list_routes"]
