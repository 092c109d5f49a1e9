/* SPDX-License-Identifier: MIT
 *
 * Which capabilities read through which field, and what must become of them
 * when it is wrong.
 * Used by probe_suite.c and versions_suite.c.
 */
#ifndef JSONDE_TESTS_ABI_MUTATED_MIRROR_H
#define JSONDE_TESTS_ABI_MUTATED_MIRROR_H

#include "abi_suites.h"

/* The jsd_struct that the field is a part of: the same in all versions. */
int mutated_owner(int field);

/* "PyListObject.ob_item", in a static place. */
const char *mutated_field_name(int field);

/* The capabilities that read the field. */
jsd_caps mutated_readers(const jsd_abi_state *abi, int field);

/* The capabilities that read anything that differs between the two, if read
 * in what this interpreter has: right. */
jsd_caps mutated_difference(const jsd_abi_state *right,
                            const jsd_abi_state *other);

/* Probes this interpreter with the offsets of abi. All of wrong must be
 * refused, each with a reason; with none wrong, all must be proven. Then the
 * sample runs through what is left. */
void mutated_expect_refusal(jsd_abi_state *abi, jsd_caps wrong,
                            const char *what);

#endif
