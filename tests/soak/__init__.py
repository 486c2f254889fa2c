"""Long runs, outside CI: scripts/soak starts them. Named so that a plain run of pytest passes them over."""
