/* SPDX-License-Identifier: MIT
 *
 * The functions of jsonde._jsonde, as Python calls them.
 * Used by module.c alone.
 */
#ifndef JSONDE_MODULE_METHODS_H
#define JSONDE_MODULE_METHODS_H

#include "abi/limited.h"

extern PyMethodDef jsd_methods[];

#endif
