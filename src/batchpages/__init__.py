"""batchpages turns a folder of batch stories into a static storefront."""

__version__ = "0.1.0"
