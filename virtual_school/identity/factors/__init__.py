"""A second way to prove oneself: an authenticator app, recovery codes, passkeys."""
