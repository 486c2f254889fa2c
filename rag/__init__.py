"""Reading articles, indexing them and answering questions from them. Knows nothing of serving or of evaluation."""
