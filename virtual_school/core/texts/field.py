"""The field of a form in which somebody types the number of a mobile."""

from typing import Any

from virtual_school.core.forms import LineField
from virtual_school.core.texts.numbers import BadNumber, mobile, shown


class MobileField(LineField):
    """Typed as people write it; its data is what `mobile` makes of it, and empty when nothing is typed."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        if self.data:
            try:
                self.data = mobile(self.data)
            except BadNumber as wrong:
                raise ValueError(wrong.words) from wrong

    def _value(self) -> str:
        return shown(self.data) if self.data else ""
