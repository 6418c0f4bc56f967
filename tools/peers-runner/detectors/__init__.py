"""One module a peer: `make(mode)` loads it and returns a `Detector`."""
