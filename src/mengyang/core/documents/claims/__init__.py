"""数量陈述 — each amount of a document with what it claims: a target, a fact or a rule.

The words of its sentence, its heading and its dates are weighed; nothing is looked up.
"""

from mengyang.core.documents.claims.claim import Claim, ClaimKind
from mengyang.core.documents.claims.finding import find_claims

__all__ = ["Claim", "ClaimKind", "find_claims"]
