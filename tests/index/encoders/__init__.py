"""Tests of `index.encoders`; a package, because another module that is tested has the name of one here."""
