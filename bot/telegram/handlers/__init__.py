"""What is done with what people say: one handler, one thing."""
