"""Drafts Chinese annual work reports from facts and checks drafts for what a reviewer would mark."""

__version__ = "0.1.0"
