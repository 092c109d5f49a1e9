/* SPDX-License-Identifier: MIT
 *
 * The hostile build (./configure --enable-hostile): at each pass of the
 * encoder's gate everything that is open is moved, as the worst Python code
 * could. Whoever has borrowed something then reads freed memory, which
 * AddressSanitizer or PYTHONMALLOC=debug shows. Other builds have none of it.
 */
#ifndef JSONDE_ENC_ENC_HOSTILE_H
#define JSONDE_ENC_ENC_HOSTILE_H

#include "enc/enc_open.h"
#include "py/gate.h"

#ifdef JSD_HOSTILE
/* Attacks what is open behind the encoder's gate, all of which is owned. What
 * it does JSONDE_HOSTILE in the environment says, at each pass:
 *   renew    (default) each container gets equal, but new items in new memory
 *   clear    each container is emptied
 *   shrink   each loses its last item
 *   replace  each keeps its size, with None for every value
 *   collect  a full collection, at each 64th pass
 *   none     nothing
 * JSONDE_HOSTILE_LOG names a file that gets a line for each process: passes,
 * attacks, containers. */
void jsd_enc_attack(jsd_gate *gate);
#define JSD_ENC_GATE ((jsd_gate){jsd_enc_own, 0, jsd_enc_attack})
#else
#define JSD_ENC_GATE ((jsd_gate){jsd_enc_own, 0})
#endif

#endif
