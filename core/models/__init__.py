from core.models.stores import PublicModel, Store, StoreModel, check_same_store

__all__ = ["PublicModel", "Store", "StoreModel", "check_same_store"]
