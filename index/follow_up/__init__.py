"""Questions that follow others, written out from the last turns by rules of form, without a language model."""
