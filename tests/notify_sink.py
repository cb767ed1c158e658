"""A service for texts on the loopback address that speaks as GOV.UK Notify does and keeps what it takes."""

import json
import re
import threading
import uuid
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from virtual_school.core import clock

ISSUER, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"a-school-{ISSUER}-{SECRET}"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
CLOCKS_APART = 30  # seconds


class NotifySink:
    def __init__(self) -> None:
        self.server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.taken: list[dict[str, Any]] = []
        self.asked: list[str] = []
        # What it answers instead of taking a text: (400, "BadRequestError", "Can't send to this recipient …").
        self.says: tuple[int, str, str] | None = None
        # An answer that is no JSON at all, as a proxy in between gives it.
        self.garbles = False

    def __enter__(self) -> "NotifySink":
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_what: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def settings(self) -> dict[str, str]:
        return {"text_url": self.url, "notify_api_key": KEY, "notify_template": TEMPLATE}

    @Request.application
    def _answer(self, request: Request) -> Response:
        self.asked.append(f"{request.method} {request.path}")
        wrong = self._wrong_token(request.headers.get("Authorization", ""))
        if wrong:
            return self._error(403, "AuthError", wrong)
        if request.method == "GET" and request.path == "/v2/notifications":
            found = [one for one in self.taken if one["reference"] == request.args.get("reference")]
            return self._json(200, {"notifications": found, "links": {}})
        if (request.method, request.path) != ("POST", "/v2/notifications/sms"):
            return self._error(404, "Not found", "The requested URL was not found on the server.")
        if self.garbles:
            return Response("<h1>Bad gateway</h1>", 502, mimetype="text/html")
        if self.says:
            return self._error(*self.says)
        return self._take(json.loads(request.data))

    def _take(self, body: dict[str, Any]) -> Response:
        if not re.fullmatch(r"\+447[0-9]{9}", body["phone_number"]):
            return self._error(400, "ValidationError", "phone_number Not a UK mobile number")
        if body["template_id"] != TEMPLATE:
            return self._error(400, "BadRequestError", "Template not found")
        if set(body["personalisation"]) != {"words"}:
            return self._error(400, "BadRequestError", "Missing personalisation: words")
        self.taken.append(body)
        words = {"body": body["personalisation"]["words"], "from_number": "School"}
        return self._json(201, {"id": str(uuid.uuid4()), "reference": body["reference"], "content": words})

    def _wrong_token(self, header: str) -> str:
        kind, _, token = header.partition(" ")
        if kind != "Bearer":
            return "Unauthorized: authentication bearer scheme must be used"
        try:
            found = jwt.decode(token, OctKey.import_key(SECRET), algorithms=["HS256"])
        except (JoseError, ValueError):
            return "Invalid token: signature, api token not found"
        if found.header["typ"] != "JWT" or found.claims["iss"] != ISSUER:
            return "Invalid token: service not found"
        if abs(found.claims["iat"] - clock.real().timestamp()) > CLOCKS_APART:
            return "Error: Your system clock must be accurate to within 30 seconds"
        return ""

    def _error(self, status: int, error: str, message: str) -> Response:
        return self._json(status, {"status_code": status, "errors": [{"error": error, "message": message}]})

    @staticmethod
    def _json(status: int, body: dict[str, Any]) -> Response:
        return Response(json.dumps(body), status, mimetype="application/json")
