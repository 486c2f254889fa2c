"""Evidence to drafts that point at sentences: written freely and tied by code, completed a sentence at a time, or pointed at by a capable model.

Checks nothing.
"""
