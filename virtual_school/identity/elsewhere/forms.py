"""The form of a school's provider."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, ValidationError
from wtforms.validators import Length

from virtual_school.core.forms import (
    ChoiceField,
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    a_member,
    an_id,
    needed,
    options,
)
from virtual_school.identity.elsewhere.fetching import may_fetch
from virtual_school.identity.models import ProviderKind

KIND_WORDS = {
    ProviderKind.GOOGLE: _l("Google Workspace"),
    ProviderKind.MICROSOFT: _l("Microsoft 365"),
    ProviderKind.GENERIC: _l("Another OpenID Connect provider"),
}
GOOGLE = "https://accounts.google.com"
MICROSOFT = "https://login.microsoftonline.com/{}/v2.0"
TENANT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
# Where anybody can have an address: not a school's.
EVERYBODYS = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com"}
)
SECRET = _l("Client secret")
LONG_SECRET = Length(max=1000, message=_l("A client secret is shorter than that."))


class ProviderForm(OnceForm):
    organisation_id = ChoiceField(_l("Whose it is"), coerce=an_id, validators=[needed(_l("Choose an organisation."))])
    kind = RadiosField(
        _l("What they use"),
        choices=options(KIND_WORDS.items()),
        coerce=a_member(ProviderKind),
        validators=[needed(_l("Choose what they use."))],
    )
    name = LineField(_l("Name on the sign-in page"), validators=[Filled(_l("Type the name that people know."))])
    issuer = LineField(_l("Issuer or directory"))
    client_id = LineField(_l("Client ID"), validators=[Filled(_l("Paste the client ID from the provider’s page."))])
    secret = PasswordField(SECRET, validators=[Filled(_l("Paste the client secret.")), LONG_SECRET])
    domains = LineField(_l("Ends of addresses"), validators=[Filled(_l("Type what stands after the @ there."))])
    for_pupils = BooleanField(_l("Pupils on their roll sign in with it too"))
    second_factor = BooleanField(_l("Take its word that somebody showed two factors"))

    def validate_issuer(self, field: LineField) -> None:
        typed = (field.data or "").strip()
        if self.kind.data is ProviderKind.GOOGLE:
            field.data = GOOGLE
        elif self.kind.data is ProviderKind.MICROSOFT:
            if not TENANT.fullmatch(typed.lower()):
                raise ValidationError(_("Type the directory (tenant) ID, like 8c1f…-….: 32 digits and letters a to f."))
            field.data = MICROSOFT.format(typed.lower())
        elif not may_fetch(typed) or "?" in typed:
            raise ValidationError(_("Type the issuer’s address: it begins with https:// and has no ?, # or password."))
        else:
            field.data = typed

    def validate_domains(self, field: LineField) -> None:
        domains = (field.data or "").casefold().replace(",", " ").replace("@", " ").split()
        wrong = [domain for domain in domains if not DOMAIN.fullmatch(domain)]
        if wrong:
            raise ValidationError(
                _("“%(domain)s” is not the end of an address, like wrenhill.sch.uk.", domain=wrong[0])
            )
        if any(domain in EVERYBODYS for domain in domains):
            raise ValidationError(_("Anybody can have such an address. Type the school’s own."))
        field.data = " ".join(dict.fromkeys(domains))

    def what(self) -> dict[str, Any]:
        return self.values()


class SecretForm(Form):
    secret = PasswordField(SECRET, validators=[Filled(_l("Paste the client secret.")), LONG_SECRET])
