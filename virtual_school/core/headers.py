"""Security headers on every answer, no copies of private pages anywhere, and compression of what is text."""

import gzip

from flask import Flask, Response, g, request

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

# What answers differ by: a page or one of its fragments.
VARY = ("HX-Request", "HX-Request-Type", "HX-Target", "HX-History-Restore-Request", "Cookie", "Accept-Encoding")

COMPRESSIBLE = ("text/", "application/json", "image/svg+xml")
SMALLEST = 600


def _protect(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Referrer-Policy", "same-origin")
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(self), microphone=(self), geolocation=(), interest-cohort=()"
    headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    for name in VARY:
        response.vary.add(name)
    return response


def _compress(response: Response) -> Response:
    if (
        response.direct_passthrough
        or response.is_streamed
        or response.content_encoding
        or not (response.mimetype or "").startswith(COMPRESSIBLE)
        or not request.accept_encodings["gzip"]
        or getattr(g, "uncompressed", False)
    ):
        return response
    body = response.get_data()
    if len(body) >= SMALLEST:
        response.set_data(gzip.compress(body, compresslevel=4, mtime=0))
        response.content_encoding = "gzip"
    return response


def init_app(app: Flask) -> None:
    # Run in the reverse order of registration: headers are set before the body is compressed.
    app.after_request(_compress)
    app.after_request(_protect)
