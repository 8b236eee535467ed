from commerce.models.carts import Cart, CartLine
from commerce.models.catalog import Category, Product, ProductCategory, ProductImage, ProductStatus
from commerce.models.interest import ProductWatch, WatchKind, WishlistItem
from commerce.models.money import CurrencyRate
from commerce.models.news import NewsModel
from commerce.models.orders import Order, OrderLine, OrderStatus, Payment, Shipment
from commerce.models.refunds import Refund, RefundLine
from commerce.models.rollups import CustomerCategory, CustomerEventStat
from commerce.models.visits import StorefrontKey, TrackingMode, Visit, Visitor

__all__ = [
    "Cart",
    "CartLine",
    "Category",
    "CurrencyRate",
    "CustomerCategory",
    "CustomerEventStat",
    "NewsModel",
    "Order",
    "OrderLine",
    "OrderStatus",
    "Payment",
    "Product",
    "ProductCategory",
    "ProductImage",
    "ProductStatus",
    "ProductWatch",
    "Refund",
    "RefundLine",
    "Shipment",
    "StorefrontKey",
    "TrackingMode",
    "Visit",
    "Visitor",
    "WatchKind",
    "WishlistItem",
]
