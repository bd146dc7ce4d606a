"""The commands: parse, call a service, hand the result to an output."""
