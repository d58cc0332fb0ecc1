"""An identity provider 统一认证服务: a process of its own on loopback with real signed tokens.

Run as `python -m tests.oidc_provider`: prints its issuer, then serves until it is ended. PKCE,
codes that count once and the client's secret are checked. `/authorize?…&fault=expired` makes the
next token faulty in one way.
"""

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET, SUBJECT = "mengyang", "the client's secret", "sub-0001"
KEY = RSAKey.generate_key(2048, {"kid": "ours"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "ours"})
CODES: dict[str, dict[str, str]] = {}


class Provider(BaseHTTPRequestHandler):
    """The four addresses of a provider."""

    issuer = ""

    def do_GET(self) -> None:
        """Discovery, keys, and the page that asks the person."""
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            told = {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
            self._answer(told)
        elif parts.path == "/keys":
            self._answer({"keys": [KEY.as_dict(private=False)]})
        elif parts.path == "/authorize":
            code = secrets.token_urlsafe(16)
            CODES[code] = asked
            back = urlencode({"code": code, "state": asked["state"]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()

    def do_POST(self) -> None:
        """A code against a token."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        asked = CODES.pop(sent.get("code", ""), None)
        if asked is None or not self._is_right(sent, asked):
            self._answer({"error": "invalid_grant"}, 400)
            return
        self._answer({"access_token": "x", "token_type": "Bearer", "id_token": self._token(asked)})

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _is_right(self, sent: dict[str, str], asked: dict[str, str]) -> bool:
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        pair = base64.b64encode(b"mengyang:the%20client%27s%20secret").decode()
        return (
            challenge == asked["code_challenge"]
            and sent["redirect_uri"] == asked["redirect_uri"]
            and self.headers.get("Authorization") == f"Basic {pair}"
        )

    def _token(self, asked: dict[str, str]) -> str:
        now, fault = int(time.time()), asked.get("fault", "")
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": asked.get("sub", SUBJECT),
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        }
        wrong: dict[str, dict[str, Any]] = {
            "issuer": {"iss": "https://elsewhere.example"},
            "expired": {"iat": now - 9000, "exp": now - 7200},
            "audience": {"aud": "another"},
            "nonce": {"nonce": "another"},
        }
        key = OTHER_KEY if fault == "signature" else KEY
        return jwt.encode({"alg": "RS256", "kid": "ours"}, claims | wrong.get(fault, {}), key)

    def _answer(self, told: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> int:
    """Serve on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Provider.issuer = f"http://127.0.0.1:{server.server_port}"
    print(Provider.issuer, flush=True)
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
