"""Signing in with what a school already has: OpenID Connect, code flow with PKCE (RFC 7636), one provider a school."""

# What `SignIn.how` says of a sign-in by a provider.
HOW = "provider"
