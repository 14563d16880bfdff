"""What report text consists of: sentences, quantities, dates, names, public terms. Pure: no model, no I/O but data files."""
