"""Real servers for the tests: private, on loopback, each in its own folder, ended by its own process id."""
