# SPDX-License-Identifier: MIT
"""python -m jsonde.json.tool: the tool of the standard library, at jsonde's
speed."""

import jsonde.json

if __name__ == "__main__":
    jsonde.json.install()
    import json.tool

    json.tool.main()
