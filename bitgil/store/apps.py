"""Django's name for this package."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The store as a Django app."""

    name = "bitgil.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
