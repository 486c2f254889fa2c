"""The pages: templates, style and scripts. No page loads anything from another host."""
