"""The commands, a module a group; each imports what it needs when it runs, so that `--help` is there at once."""
