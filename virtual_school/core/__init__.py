"""What every package stands on. It knows no school word."""
