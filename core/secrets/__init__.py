"""Secrets at rest: sealed for the row that holds them, never shown again, moved to new keys at will."""

from core.secrets.cipher import CannotDecrypt, current_prefix, decrypt, encrypt
from core.secrets.field import Secret, SecretField

__all__ = ["CannotDecrypt", "Secret", "SecretField", "current_prefix", "decrypt", "encrypt"]
