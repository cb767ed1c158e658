"""The mixed week: on what footing each part stands, slots, lessons out and the prepared return."""
