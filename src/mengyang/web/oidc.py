"""统一身份认证 — signing in at the office's own provider (OpenID Connect, code flow with PKCE).

The provider says who it is by a signed token; issuer, audience, nonce, times and signature are
checked, and only a subject that the system administrator bound to an account comes in.
"""

import base64
import hashlib
import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from mengyang.core.findings import Refused
from mengyang.web.site.environment import Environment
from mengyang.web.site.faults import is_loopback

ALGORITHMS = ["RS256", "PS256", "ES256"]
TIMEOUT_S = 10
MOST_BYTES = 1024 * 1024
# How far two clocks of one office may be apart.
LEEWAY_S = 60


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is kept in the session while somebody is at the provider."""

    state: str
    nonce: str
    verifier: str


def is_configured(environment: Environment) -> bool:
    """Whether an office's provider is named."""
    return bool(environment.oidc_issuer and environment.oidc_client_id)


def new_attempt() -> Attempt:
    """State, nonce and verifier made by chance."""
    return Attempt(*(secrets.token_urlsafe(32) for _ in range(3)))


def address_of(environment: Environment, attempt: Attempt, return_url: str) -> str:
    """Where the browser goes to sign in."""
    told = _provider(environment)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest())
    asked = {
        "response_type": "code",
        "client_id": environment.oidc_client_id,
        "redirect_uri": return_url,
        "scope": "openid",
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": challenge.decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    return f"{_endpoint(told, 'authorization_endpoint')}?{urlencode(asked)}"


def subject_of(environment: Environment, attempt: Attempt, code: str, return_url: str) -> str:
    """Who signed in. Raises `Refused` where the provider's word cannot be trusted."""
    told = _provider(environment)
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": return_url,
        "client_id": environment.oidc_client_id,
        "code_verifier": attempt.verifier,
    }
    answer = _fetched(_endpoint(told, "token_endpoint"), sent, environment)
    keys = _fetched(_endpoint(told, "jwks_uri"))
    return subject_in(str(answer.get("id_token", "")), keys, environment, attempt)


def subject_in(
    token: str, keys: Mapping[str, Any], environment: Environment, attempt: Attempt
) -> str:
    """Whose word a signed token is; `keys` are the provider's as it publishes them.

    Raises `Refused` where signature, issuer, audience, nonce or times are wrong (OpenID Connect
    Core 1.0, 3.1.3.7).
    """
    claims = _claims(token, keys)
    _check(claims, environment, attempt)
    return str(claims["sub"])


def _claims(token: str, keys: Mapping[str, Any]) -> dict[str, Any]:
    try:
        decoded = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError, TypeError) as fault:
        raise _untrusted("access.refused.oidc_signature") from fault
    return dict(decoded.claims)


def _check(claims: Mapping[str, Any], environment: Environment, attempt: Attempt) -> None:
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    client = environment.oidc_client_id
    if claims.get("iss") != environment.oidc_issuer:
        raise _untrusted("access.refused.oidc_issuer")
    if client not in audiences or (len(audiences) > 1 and claims.get("azp") != client):
        raise _untrusted("access.refused.oidc_audience")
    if not secrets.compare_digest(str(claims.get("nonce", "")), attempt.nonce):
        raise _untrusted("access.refused.oidc_nonce")
    try:
        wanted = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_S,
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
        )
        wanted.validate(dict(claims))
    except JoseError as fault:
        raise _untrusted("access.refused.oidc_expired") from fault


def _provider(environment: Environment) -> dict[str, Any]:
    """What the provider tells of itself; it must be the one that is configured."""
    told = _fetched(f"{environment.oidc_issuer}/.well-known/openid-configuration")
    if str(told.get("issuer", "")).rstrip("/") != environment.oidc_issuer:
        raise _untrusted("access.refused.oidc_issuer")
    return told


def _endpoint(told: Mapping[str, Any], name: str) -> str:
    address = str(told.get(name, ""))
    parts = urlsplit(address)
    # Without TLS only a provider on this very machine is believed.
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        return address
    raise _untrusted("access.refused.oidc_insecure")


def _fetched(
    address: str, sent: Mapping[str, str] | None = None, environment: Environment | None = None
) -> dict[str, Any]:
    request = urllib.request.Request(address, headers={"Accept": "application/json"})
    if sent is not None:
        request.data = urlencode(sent).encode()
    if environment is not None and environment.oidc_client_secret:
        pair = f"{quote(environment.oidc_client_id)}:{quote(environment.oidc_client_secret)}"
        request.add_header("Authorization", "Basic " + base64.b64encode(pair.encode()).decode())
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            told = json.loads(answer.read(MOST_BYTES))
    except urllib.error.HTTPError as fault:
        raise _untrusted("access.refused.oidc_denied") from fault
    except (OSError, ValueError, HTTPException) as fault:
        raise Refused("access.refused.oidc_unreachable", "access.hint.use_password") from fault
    if not isinstance(told, dict):
        raise Refused("access.refused.oidc_unreachable", "access.hint.use_password")
    return told


def _untrusted(reason: str) -> Refused:
    return Refused(reason, "access.hint.oidc_administrator")
