"""Articles that attack, and what may become of them."""
