"""Windows, pages and widgets."""
