"""How a parent or carer joins: by a letter, and a code from the school that opens what was decided before."""
