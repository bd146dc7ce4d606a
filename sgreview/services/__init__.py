"""One function per thing a user does: where register, documents and outputs meet the domain."""
