"""Mail: internet messages (`.eml`) and those that Outlook saves (`.msg`), read alike."""
