/* SPDX-License-Identifier: MIT
 *
 * The shapes of objects met lately: a tree in which a node stands for "these
 * keys, in this order". Documents repeat their shapes: the next key is then
 * foretold and needs one comparison, and the dict of a shape is copied, not
 * built.
 * Used by dec/, one tree in each workspace. It is bounded: a document can
 * neither fill memory with it nor slow it down. A node is left only by equal
 * bytes, so that keys are never mixed up. It never holds values.
 */
#ifndef JSONDE_DEC_SHAPE_H
#define JSONDE_DEC_SHAPE_H

#include "abi/make.h"

enum {
    JSD_SHAPE_TEXT = 64,     /* bytes: a key in UTF-8 and its closing quote */
    JSD_SHAPE_NODES = 4096,  /* of all shapes together */
    JSD_SHAPE_MEMBERS = 128, /* of one shape */
    JSD_SHAPE_FANOUT = 24,   /* different keys that may follow a node */
    JSD_SHAPE_ROOTS = 512,   /* different first keys */
    JSD_SHAPE_COPIED = 32768 /* members of all dicts that are copied */
};

typedef struct jsd_shape {
    char text[JSD_SHAPE_TEXT]; /* its last key, closing quote, zeros */
    uint32_t mask[2];          /* bits of those bytes, the quote included */
    uint8_t len;               /* of the key */
    bool ascii;                /* the key: text in UCS units is comparable */
    uint16_t count;            /* keys from the root to here */
    uint16_t fanout;
    bool closed; /* an object has ended here */
    uint32_t hash;
    struct jsd_shape *before; /* without its last key; NULL: the root */
    struct jsd_shape *next;   /* the one that followed last, or NULL */
    /* The first key of the object that was its last key's value, or among
     * that array's items; NULL: not known. */
    struct jsd_shape *inner;
    /* For what stands behind keys that no shape has: a node with nothing but
     * `inner`. NULL: none yet. */
    struct jsd_shape *other;
    struct jsd_shape *chain; /* of the same bucket */
    PyObject *key;
    jsd_template made; /* the dict of all its keys, once it was needed */
} jsd_shape;

typedef struct jsd_shapes jsd_shapes;

/* NULL when there is no memory. */
JSD_MUST_CHECK jsd_shapes *jsd_shapes_new(uint64_t seed);
void jsd_shapes_free(jsd_shapes *s);

/* The node without keys. Forgets all shapes first if they have become too
 * many: not while a document is being read. */
jsd_shape *jsd_shapes_root(jsd_shapes *s);

/* What follows node by the key of len bytes, or NULL. */
jsd_shape *jsd_shapes_find(const jsd_shapes *s, const jsd_shape *node,
                           const char *bytes, size_t len);

/* Whether a key of len bytes may be added behind node. */
bool jsd_shapes_may_add(const jsd_shapes *s, const jsd_shape *node,
                        size_t len);

/* Adds it: key is the str of bytes. NULL when node has this key already, or
 * when there is no memory: the shape ends there. */
jsd_shape *jsd_shapes_add(jsd_shapes *s, jsd_shape *node, const char *bytes,
                          size_t len, PyObject *key);

/* The node for what stands behind keys without a shape: it has no keys, and
 * nothing ever follows it. */
jsd_shape *jsd_shapes_other(jsd_shapes *s, jsd_shape *node);

/* Makes what objects of this shape are copied from, where there is room for
 * it. -1 with an exception. */
JSD_MUST_CHECK int jsd_shapes_make(jsd_shapes *s, jsd_shape *node);

/* The keys from the root to node, borrowed, into keys[0 .. node->count). */
void jsd_shape_keys(const jsd_shape *node, PyObject **keys);

#endif
