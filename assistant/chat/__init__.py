"""Drafting in conversation: a session that is logic over an interface, its store, and two front ends (terminal and pipe)."""
