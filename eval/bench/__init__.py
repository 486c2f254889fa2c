"""How long things take, how much room they need, and how readers and retrieval compare with others'."""
