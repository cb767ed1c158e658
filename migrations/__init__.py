"""The schema's history. A migration never imports the models: they move on, and it must not."""
