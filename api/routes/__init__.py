"""The routes, one file per noun. Each offers `router(engine)`; none holds state of its own."""
