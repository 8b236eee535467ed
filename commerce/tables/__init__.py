from commerce.tables.catalog import PRODUCTS

__all__ = ["PRODUCTS"]
