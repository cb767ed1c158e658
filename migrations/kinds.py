"""Column types as migrations write them."""

import sqlalchemy as sa

# 16 bytes on both engines.
ID = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def choice(name: str, *values: str) -> sa.Enum:
    """One of a closed set of words, held by a CHECK of that name on both engines; room for longer words later."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
