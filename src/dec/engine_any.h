/* SPDX-License-Identifier: MIT
 *
 * The decoder's engine for interpreters whose structs were not proven. It asks
 * d->caps for the capabilities. isa/engines_NAME.c includes this file for the
 * instruction set that each processor has (JSD_ISA_BASELINE).
 */
#ifndef JSONDE_DEC_ENGINE_ANY_H
#define JSONDE_DEC_ENGINE_ANY_H

#include "dec/engine.h"

JSD_DEC_ENGINE(jsd_dec_engine_any, d->caps & ~(jsd_caps)JSD_CAPS_MAKE);

#endif
