"""The derived stores of one generation: vectors in FAISS, words in Tantivy. Both can be rebuilt from the catalog."""
