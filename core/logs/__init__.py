from core.logs.lines import logging_settings, masked

__all__ = ["logging_settings", "masked"]
