/* SPDX-License-Identifier: MIT
 *
 * The exceptions of the encoder. Each function passes the gate before it
 * raises, since an exception may run Python code: its class, its context, and
 * up to 3.11 the garbage collector that an allocation starts. So the error
 * path may still read the open containers and their keys. Each function that
 * returns char * returns NULL.
 */
#ifndef JSONDE_ENC_ENC_RAISE_H
#define JSONDE_ENC_ENC_RAISE_H

#include "enc/enc.h"

/* Raises a JSONEncodeError with this message. */
JSD_COLD char *jsd_enc_raise(jsd_enc *e, const char *message);

/* Raises a JSONEncodeError with this message. An Exception that is set becomes
 * its cause. Any other exception that is set stays. */
JSD_COLD char *jsd_enc_raise_from(jsd_enc *e, const char *message);

/* Raises a JSONEncodeError: containers or values of enums are nested too deep,
 * or the C stack has no room. If an object contains itself, jsd_enc_end() adds
 * that to the message. */
JSD_COLD char *jsd_enc_too_deep(jsd_enc *e);

/* Raises a JSONEncodeError: calls of default are nested too deep. */
JSD_COLD char *jsd_enc_default_too_deep(jsd_enc *e);

/* Raises a JSONEncodeError: type of o is not serializable. The message names
 * the options that would change that. The caller owns o. */
JSD_COLD char *jsd_enc_raise_type(jsd_enc *e, PyObject *o);

/* Raises a JSONEncodeError whose message is rule, then the type and the repr()
 * of key, then advice. The caller owns key. */
JSD_COLD char *jsd_enc_raise_key(jsd_enc *e, const char *rule, PyObject *key,
                                 const char *advice);

/* Raises a JSONEncodeError: the class of an object cannot be read. An
 * Exception that is set becomes its cause. */
JSD_COLD char *jsd_enc_raise_class(jsd_enc *e);

JSD_COLD char *jsd_enc_raise_no_memory(jsd_enc *e);

/* Raises a JSONEncodeError: another thread or Python code has changed the dict
 * that is being written. */
JSD_COLD char *jsd_enc_dict_changed(jsd_enc *e);

/* Returns whether a message may call code of the object that it is about: not
 * while this thread makes another message. After true, call
 * jsd_enc_end_explaining(). */
JSD_MUST_CHECK JSD_COLD bool jsd_enc_begin_explaining(void);
JSD_COLD void jsd_enc_end_explaining(void);

/* Clears the exception that is set, and returns 0. Returns -1, and the
 * exception stays, if it is a MemoryError or no Exception. */
JSD_MUST_CHECK JSD_COLD int jsd_enc_forgive(jsd_enc *e);

#endif
