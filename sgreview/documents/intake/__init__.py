"""The guard before every file from outside, and the process in which it is read."""
