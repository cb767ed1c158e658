"""What tests of absences share with those of attendance."""

from tests.attendance.conftest import hold

__all__ = ["hold"]
