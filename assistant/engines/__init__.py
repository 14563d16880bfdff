"""What answers a chat request: the embedded model, an OpenAI-compatible server, or a script (tests)."""
