"""Helping a child to sign in: in person or by phone, by an adult who knows them, while a second adult is told."""
