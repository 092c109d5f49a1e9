/* SPDX-License-Identifier: MIT
 *
 * The method table of jsonde._jsonde. Each method binds its arguments, calls
 * one function of enc/, dec/ or abi/, and releases the arguments.
 */
#ifndef JSONDE_MODULE_METHODS_H
#define JSONDE_MODULE_METHODS_H

#include "abi/limited.h"

extern PyMethodDef jsd_methods[];

#endif
