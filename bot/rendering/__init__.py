"""The one renderer: what people see in a terminal. It takes records and gives lines of Rich text."""
