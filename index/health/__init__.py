"""The areas of a health check, one file each; `index.diagnose` goes through them."""
