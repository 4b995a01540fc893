"""Qt models: they translate a reporting year for views and decide nothing themselves."""
