"""How an index differs from the catalogue that it is derived from."""

from uuid import UUID

from models.base import Record
from search.catalogue import Catalogue
from search.index.contract import Reader
from search.index.points import points


class Difference(Record):
    """Counts, and what is not on both sides."""

    catalogue: int
    """Passages of the current documents."""
    index: int
    """Points."""
    missing: tuple[str, ...]
    """Addresses that the catalogue holds and the index does not."""
    stale: tuple[str, ...]
    """Addresses whose point is not what the catalogue says."""
    unknown: tuple[str, ...]
    """Ids of points that the catalogue does not hold."""

    @property
    def none(self) -> bool:
        return not (self.missing or self.stale or self.unknown)

    @property
    def share(self) -> float:
        """Of the index, that must be written or removed."""
        return (len(self.missing) + len(self.stale) + len(self.unknown)) / max(1, self.index)


def difference(catalogue: Catalogue, index: Reader) -> Difference:
    """Point by point. The catalogue streams past; what is held of the index is an id and a hash a point, 200 bytes."""
    kept = {UUID(id_).bytes: bytes.fromhex(hash_) for id_, hash_ in index.hashes()}
    size, held = len(kept), 0
    missing, stale = [], []
    for point in points(catalogue):
        held += 1
        before = kept.pop(point.id.bytes, None)
        if before is None:
            missing.append(point.address)
        elif before.hex() != point.hash():
            stale.append(point.address)
    unknown = sorted(str(UUID(bytes=id_)) for id_ in kept)
    return Difference(catalogue=held, index=size, missing=tuple(missing), stale=tuple(stale), unknown=tuple(unknown))
