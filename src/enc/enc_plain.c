/* SPDX-License-Identifier: MIT
 *
 * The encoder's engine for interpreters whose structs were not proven.
 */
#include "enc/engine_styled.h"
