"""Rows as an Excel workbook."""

from core.xlsx.book import export_xlsx, sheets_of

__all__ = ["export_xlsx", "sheets_of"]
