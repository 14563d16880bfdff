"""Where the values of a text come from, and what became of the facts: shared by drafting and by the checker's FA rules."""

from assistant.grounding.ground import Grounder
from assistant.grounding.model import GroundedSentence, GroundedValue, Grounding, Leak, Leaks, Run, Use

__all__ = ["GroundedSentence", "GroundedValue", "Grounder", "Grounding", "Leak", "Leaks", "Run", "Use"]
