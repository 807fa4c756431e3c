"""What contributors send: fetched, held apart, previewed, published into the briefings folder, rolled back."""
