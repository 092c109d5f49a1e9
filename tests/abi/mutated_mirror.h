/* SPDX-License-Identifier: MIT
 *
 * Mutated mirrors: the capabilities that depend on each field, and the
 * expected refusals.
 */
#ifndef JSONDE_TESTS_ABI_MUTATED_MIRROR_H
#define JSONDE_TESTS_ABI_MUTATED_MIRROR_H

#include "abi_suites.h"

/* Returns the jsd_struct that contains the field in all versions. */
int mutated_owner(int field);

/* Returns a name such as "PyListObject.ob_item" in static memory. */
const char *mutated_field_name(int field);

/* Returns the capabilities that read the field. */
jsd_caps mutated_readers(const jsd_abi_state *abi, int field);

/* Returns the capabilities that read a field on which two layouts differ.
 * right is the layout of this interpreter. */
jsd_caps mutated_difference(const jsd_abi_state *right,
                            const jsd_abi_state *other);

/* Probes this interpreter with the offsets of abi. All capabilities in `wrong`
 * must be refused with a reason. If `wrong` is 0, all must be proven. Then the
 * sample runs with the remaining ones. */
void mutated_expect_refusal(jsd_abi_state *abi, jsd_caps wrong,
                            const char *what);

#endif
