"""What segments and tags ask of orders and events, counted beforehand, one row per customer and thing."""

from django.db import models

from commerce.models.catalog import Category
from commerce.models.money import CENTS
from core.models import Store
from customers.models import Customer


class CustomerCategory(models.Model):
    """What a customer bought of a category and all below it, in orders that count."""

    store = models.ForeignKey(Store, models.CASCADE, related_name="+", db_index=False)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="categories_bought", db_index=False)
    category = models.ForeignKey(Category, models.CASCADE, related_name="buyers", db_index=False)
    orders = models.IntegerField()
    quantity = models.IntegerField()
    spent = models.DecimalField(**CENTS)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "category"], name="customer_category_once")
        ]
        indexes = [
            models.Index("store", "category", name="buyers_of_category", include=["customer", "last_at"]),
            models.Index("category", name="customer_category_category"),
        ]

    def __str__(self):
        return f"{self.category_id} by {self.customer_id}"


class CustomerEventStat(models.Model):
    """How often and when a customer did something in the shop."""

    store = models.ForeignKey(Store, models.CASCADE, related_name="+", db_index=False)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="event_stats", db_index=False)
    name = models.CharField(max_length=100)  # of the event
    count = models.IntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "name"], name="customer_event_stat_once")]
        indexes = [
            models.Index("store", "name", "last_at", name="event_stat_lately", include=["customer"]),
        ]

    def __str__(self):
        return f"{self.name} of {self.customer_id}"
