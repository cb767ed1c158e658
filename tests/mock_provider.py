"""A school's provider, as OpenID Connect has it, on the loopback address in a thread: for tests alone.

    with MockProvider() as provider:
        provider.claims = {"sub": "s-1", "email": "…", "email_verified": True}
        code = provider.visit(url)          # as a browser that is let in at once; gives the address to come back to

What it gets wrong is said by `provider.spoil`: a function of the token's claims and header before it is signed.
"""

import base64
import json
import secrets
import threading
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from virtual_school.core import clock

CLIENT_ID, SECRET = "virtual-school", "a secret that the school's IT made"
Spoil = Callable[[dict[str, Any], dict[str, Any]], None]


class MockProvider:
    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
        self.server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.claims: dict[str, Any] = {"sub": "subject-1", "email": "", "email_verified": True}
        self.about: dict[str, Any] = {}
        self.spoil: Spoil | None = None
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []
        self.heard: list[str] = []
        self.down = self.says_no = False

    def __enter__(self) -> "MockProvider":
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_what: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def visit(self, url: str) -> str:
        """What the browser is sent back to, for whoever followed the link."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert url.startswith(f"{self.issuer}/authorize?") and asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256" and asked["nonce"] and asked["state"]
        self.asked.append(asked)
        if self.says_no:
            return f"{asked['redirect_uri']}?{urlencode({'state': asked['state'], 'error': 'access_denied'})}"
        code = secrets.token_urlsafe(12)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'state': asked['state'], 'code': code, 'iss': self.issuer})}"

    def _answer(self, environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        self.heard.append(request.path)
        pages = {
            "/.well-known/openid-configuration": self._about,
            "/keys": self._keys,
            "/token": self._token,
            "/authorize": self._authorize,
        }
        found = pages.get(request.path)
        answer = Response(status=503 if self.down else 404) if self.down or found is None else found(request)
        return answer(environ, start_response)

    def _about(self, _request: Request) -> Response:
        about = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "authorization_response_iss_parameter_supported": True,
        }
        return _json(about | self.about)

    def _keys(self, _request: Request) -> Response:
        return _json({"keys": [self.key.as_dict(private=False)]})

    def _authorize(self, request: Request) -> Response:
        """Its own page, on which a person presses a button."""
        back = self.visit(request.url)
        head = "<!doctype html><html lang='en'><title>School</title><link rel='icon' href='data:,'><h1>School</h1>"
        page = f"{head}<a href='{back.replace('&', '&amp;')}'>Go on</a></html>"
        return Response(page, mimetype="text/html")

    def _token(self, request: Request) -> Response:
        asked = self.codes.pop(request.form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(sha256(request.form.get("code_verifier", "").encode()).digest())
        sent = request.authorization
        ours = sent is not None and (sent.username, sent.password) == (CLIENT_ID, SECRET)
        if asked is None or not ours or challenge.decode().rstrip("=") != asked["code_challenge"]:
            return _json({"error": "invalid_grant"}, 400)
        if request.form.get("redirect_uri") != asked["redirect_uri"]:
            return _json({"error": "invalid_grant"}, 400)
        return _json({"access_token": "one", "token_type": "Bearer", "id_token": self._id_token(asked)})

    def _id_token(self, asked: dict[str, str]) -> str:
        now = int(clock.real().timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims |= self.claims
        header = {"alg": "RS256", "kid": str(self.key.kid)}
        if self.spoil is not None:
            self.spoil(claims, header)
        if header["alg"] == "none":
            parts = (json.dumps(part).encode() for part in (header, claims))
            return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."
        return jwt.encode(header, claims, self.key, algorithms=["RS256"])


def _json(body: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(body), status=status, mimetype="application/json")
