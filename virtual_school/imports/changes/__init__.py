"""What an import writes, and how it is taken back: in batches, each a transaction of its own."""

from virtual_school.imports.changes.effects import note_effects
from virtual_school.imports.changes.undoing import undo_batch
from virtual_school.imports.changes.writing import write_batch

__all__ = ["note_effects", "undo_batch", "write_batch"]
