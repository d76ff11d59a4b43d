-- keys.db: keys that change, and the memory of those that were destroyed.

