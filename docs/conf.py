# SPDX-License-Identifier: MIT
"""The configuration of the documentation site ('make docs').

The source directory of Sphinx is the top of the tree, so that links from a page
to README.md or to a file of src/ lead to the same place as on disk.
"""

project = "jsonde"
author = "the authors of jsonde"
copyright = author  # noqa: A001  (the name that Sphinx reads)

extensions = ["myst_parser"]
myst_heading_anchors = 4
root_doc = "docs/index"
include_patterns = [
    "docs/*.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "packaging/RELEASE.md",
    "src/abi/README.md",
]
exclude_patterns = [".*", "ci-build", "m4", "stage", "tests"]
nitpicky = True
# A block without a language is not code, or code of several languages.
highlight_language = "text"

html_theme = "furo"
html_title = "jsonde"
html_static_path = ["static"]
html_css_files = ["jsonde.css"]
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
