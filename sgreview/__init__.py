"""Sgreview: a case register and coach for rapid reviews of serious child safeguarding incidents in England."""

__version__ = "0.1.0"
