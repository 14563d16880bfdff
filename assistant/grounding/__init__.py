"""Whether the values of a text are supported: by the facts, by arithmetic on them, by public terms - or not."""
