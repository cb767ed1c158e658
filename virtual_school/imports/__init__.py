"""People from a file: read, matched, shown; written only when somebody confirms, and taken back if they say so."""
