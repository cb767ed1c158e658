"""Signing in with what a school already has: OpenID Connect, code flow with PKCE (RFC 7636), one provider a school."""
