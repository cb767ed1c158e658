"""The pupil, and the root of access: who reaches a child, by which relation, to which parts."""
