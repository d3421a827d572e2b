"""Articles into content management systems: one module and one line in `TARGETS` for each."""
