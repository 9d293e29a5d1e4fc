"""The documentation site: `make docs` builds it into output/docs, every page of this folder, with its links checked."""

from extractor.version import VERSION

project = "trichluc"
release = VERSION
author = "the authors of trichluc"
copyright = author
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
html_theme = "furo"
html_title = f"trichluc {release}"
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
# The colours of the reading room.
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#a3271f", "color-brand-content": "#1f4e79"},
    "dark_css_variables": {"color-brand-primary": "#e08a84", "color-brand-content": "#8ab4dd"},
}
# Headings are addresses, so that a page can link to a part of another one.
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
exclude_patterns = ["_build"]
nitpicky = True
