/* SPDX-License-Identifier: MIT
 *
 * The hostile build (./configure --enable-hostile) tests the gate. At each
 * pass of the encoder's gate it replaces everything that is open, as the worst
 * Python code could. A writer that still uses a borrowed reference then reads
 * freed memory, which AddressSanitizer or PYTHONMALLOC=debug reports. Other
 * builds contain none of this.
 */
#ifndef JSONDE_ENC_ENC_HOSTILE_H
#define JSONDE_ENC_ENC_HOSTILE_H

#include "enc/enc_open.h"
#include "py/gate.h"

#ifdef JSD_HOSTILE
/* Attacks the open containers behind the encoder's gate, which owns them.
 * JSONDE_HOSTILE in the environment chooses the attack:
 *
 *   renew    (default) each container gets equal items in new memory
 *   clear    each container is emptied
 *   shrink   each container loses its last item
 *   replace  each container keeps its size; all values become None
 *   collect  a full garbage collection, at each 64th pass
 *   none     nothing
 *
 * JSONDE_HOSTILE_LOG names a file. Each process appends a line to it: passes,
 * attacks, containers. */
void jsd_enc_attack(jsd_gate *gate);
#define JSD_ENC_GATE ((jsd_gate){jsd_enc_own, 0, jsd_enc_attack})
#else
#define JSD_ENC_GATE ((jsd_gate){jsd_enc_own, 0})
#endif

#endif
