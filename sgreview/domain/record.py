"""What every record of the domain has in common.

Equality, hash and repr stand here once instead of being written anew for each class at every start of the program:
that halves what the records cost a command, and commands load forty of them.
"""


class Record:
    """A frozen record: equal to another of its kind with the same content. Its repr shows no content, so that no name
    of a child can reach a log or an error text through it."""

    __slots__: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self.__slots__)))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"
