"""What Chinese report text consists of: sentences, quantities, dates, names, public terms. Pure: no I/O beyond data files, no model."""
