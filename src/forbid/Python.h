/* SPDX-License-Identifier: MIT */
#error "floors 0 and 1 know nothing of Python: this room may not see Python.h"
