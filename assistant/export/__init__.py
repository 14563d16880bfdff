"""Writers of finished reports: one module per format, found by its suffix."""
