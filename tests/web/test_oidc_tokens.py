"""The word of an identity provider 统一认证令牌: who it is, and every way it may be false."""

import time
from dataclasses import replace
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from mengyang.core.findings import Refused
from mengyang.web.oidc import Attempt, subject_in
from mengyang.web.site.environment import read_environment

ISSUER, CLIENT = "https://id.example", "mengyang"
OFFICE = replace(read_environment(), oidc_issuer=ISSUER, oidc_client_id=CLIENT)
ATTEMPT = Attempt("state", "nonce", "verifier")
KEY = RSAKey.generate_key(2048, {"kid": "ours"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "ours"})
KEYS = {"keys": [KEY.as_dict(private=False)]}


def word(key: RSAKey = KEY, **changed: Any) -> str:
    """A true token, or one that is false in one thing; None leaves a claim out."""
    now = int(time.time())
    true = {"iss": ISSUER, "sub": "sub-0001", "aud": CLIENT, "nonce": "nonce"}
    claims = true | {"iat": now, "exp": now + 300} | changed
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": "RS256", "kid": "ours"}, kept, key)


def test_a_true_word_names_the_subject() -> None:
    assert subject_in(word(), KEYS, OFFICE, ATTEMPT) == "sub-0001"
    both = word(aud=["another", CLIENT], azp=CLIENT)
    assert subject_in(both, KEYS, OFFICE, ATTEMPT) == "sub-0001"


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        (word(OTHER_KEY), "oidc_signature"),
        (word()[:-4] + "AAAA", "oidc_signature"),
        ("", "oidc_signature"),
        ("eyJhbGciOiJub25lIn0.eyJzdWIiOiJzdWItMDAwMSJ9.", "oidc_signature"),
        (word(iss="https://elsewhere.example"), "oidc_issuer"),
        (word(aud="another"), "oidc_audience"),
        (word(aud=None), "oidc_audience"),
        (word(aud=["another", CLIENT]), "oidc_audience"),
        (word(nonce="another"), "oidc_nonce"),
        (word(nonce=None), "oidc_nonce"),
        (word(exp=int(time.time()) - 7200), "oidc_expired"),
        (word(exp=None), "oidc_expired"),
        (word(sub=None), "oidc_expired"),
    ],
)
def test_a_false_word_is_refused(token: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        subject_in(token, KEYS, OFFICE, ATTEMPT)
    assert refused.value.reason == f"access.refused.{reason}"
