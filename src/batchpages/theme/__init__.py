"""A theme's files → its manifest, its templates, its assets, and pages rendered with them. The only home of Jinja.

A template is given data and gives HTML. Nothing in it reads a file, asks for a page, or asks what time it is; a name that
it is not given is an error. `jinja2` is imported in `environment` and `sandbox` and nowhere else, so that a build which
renders nothing never imports it. Knows themes, and neither records nor pages.
"""
