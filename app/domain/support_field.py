"""支援分野: one of the fields of Table 1 in which experts support municipalities (specification 6(2))."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SupportField:
    """One row of Table 1 as the contract prints it."""

    code: str  # stable ASCII name that records store
    name: str  # as printed, misprints mended
    block: str  # the block of rows it stands in
    supports: tuple[str, ...]  # the supports that the contract expects, word by word, misprints mended
    variants: tuple[str, ...] = ()  # other spellings that a search key alone does not unify
