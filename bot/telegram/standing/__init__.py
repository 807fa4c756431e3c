"""What stands until it is taken back: questions that are watched, sentences that an eye is kept on."""
