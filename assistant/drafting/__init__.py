"""From facts to a finished report: routing, prompts, verification, repair, assembly."""
