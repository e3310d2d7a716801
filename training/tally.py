"""Counts of items found and wanted, and the precision and recall they give."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items were found, wanted and both."""

    hits: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Share of the found items that are wanted; 1.0 where none is found."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the wanted items that are found; 1.0 where none is wanted."""
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1.0 where nothing is found or wanted."""
        return 2 * self.hits / (self.found + self.wanted) if self.found + self.wanted else 1.0

    def __add__(self, other: "Tally") -> "Tally":
        """Pool two counts."""
        return Tally(self.hits + other.hits, self.found + other.found, self.wanted + other.wanted)
