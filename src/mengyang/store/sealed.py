"""密封字段 — small secrets sealed by the key of the installation: a copied table tells none."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from mengyang.core.findings import Refused


def sealed(plain: bytes) -> str:
    """The text to store."""
    return _box().encrypt(plain).decode()


def opened(text: str) -> bytes:
    """What was sealed. Raises `Refused` where the installation's key is another."""
    try:
        return _box().decrypt(text.encode())
    except InvalidToken as fault:
        raise Refused("store.refused.other_key", "store.hint.other_key") from fault


def _box() -> Fernet:
    key = hashlib.sha256(b"mengyang.sealed:" + str(settings.SECRET_KEY).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
