"""The fields of a form in which somebody types a phone number."""

from typing import Any

from virtual_school.core.forms import LineField
from virtual_school.core.texts.numbers import BadNumber, mobile, shown, telephone


class PhoneField(LineField):
    """Any number to ring, typed as people write it; its data is what `telephone` makes of it, empty without one."""

    kept = staticmethod(telephone)

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        if self.data:
            try:
                self.data = self.kept(self.data)
            except BadNumber as wrong:
                raise ValueError(wrong.words) from wrong

    def _value(self) -> str:
        return shown(self.data) if self.data else ""


class MobileField(PhoneField):
    """One that a text can go to."""

    kept = staticmethod(mobile)
