"""The briefings as tools of the Model Context Protocol, for editors and agents."""
