/* SPDX-License-Identifier: MIT
 *
 * The shapes of objects, an inline cache for keys. A shape is a node of a
 * tree; it stands for "these keys, in this order". Documents repeat shapes. So
 * the decoder predicts the next key, which takes one comparison of bytes, and
 * copies the dict of a shape from a template.
 *
 * The tree has a fixed maximum size, so a document can neither fill memory nor
 * slow the decoder down. A step to another node needs equal bytes, so keys are
 * never mixed up. The tree owns references to keys, and holds no values.
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
    JSD_SHAPE_COPIED = 32768 /* members of all templates together */
};

typedef struct jsd_shape {
    char text[JSD_SHAPE_TEXT]; /* the last key, its closing quote, and zeros */
    uint32_t mask[2]; /* a bit for each byte of the key and the quote */
    uint8_t len;      /* of the key */
    bool ascii; /* the key is ASCII, so UCS units can be compared with it */
    bool short_ascii; /* the key is ASCII, and mask[1] is 0 */
    uint16_t count;   /* keys from the root to this node */
    uint16_t fanout;
    bool seen_complete; /* an object of this shape has ended before */
    uint32_t hash;
    struct jsd_shape
        *parent; /* the shape without the last key; NULL: this is the root */
    struct jsd_shape
        *predicted; /* the node that followed last time, or NULL */
    /* The first key of the nested object that was found last time as the value
     * of this key, or in its array. NULL: not known. */
    struct jsd_shape *child_hint;
    /* The node for objects that continue without a shape from here. Only its
     * child_hint is used. NULL: none yet. */
    struct jsd_shape *unshaped;
    struct jsd_shape *chain; /* the next node of the hash bucket */
    PyObject *key;
    jsd_template template; /* dicts of this shape are copies of it */
} jsd_shape;

typedef struct jsd_shapes jsd_shapes;

/* Returns a tree without nodes, or NULL without memory. */
JSD_MUST_CHECK jsd_shapes *jsd_shapes_new(uint64_t seed);
void jsd_shapes_free(jsd_shapes *s);

/* Returns the root. First removes all nodes if the tree is full, so call it
 * only between documents. */
jsd_shape *jsd_shapes_root(jsd_shapes *s);

/* Returns the child of node for a key of len bytes, or NULL. */
jsd_shape *jsd_shapes_find(const jsd_shapes *s, const jsd_shape *node,
                           const char *bytes, size_t len);

/* Returns whether node may get a child for a key of len bytes. */
bool jsd_shapes_may_add(const jsd_shapes *s, const jsd_shape *node,
                        size_t len);

/* Adds a child to node. key is the str of bytes; the tree takes a new
 * reference. Returns NULL if the shape has this key already, or without
 * memory: the shape ends there. */
jsd_shape *jsd_shapes_add(jsd_shapes *s, jsd_shape *node, const char *bytes,
                          size_t len, PyObject *key);

/* Returns the node for objects that continue without a shape after node. */
jsd_shape *jsd_shapes_unshaped(jsd_shapes *s, jsd_shape *node);

/* Makes the template of a shape, unless the templates together are too large.
 * Returns -1 with an exception. */
JSD_MUST_CHECK int jsd_shapes_make(jsd_shapes *s, jsd_shape *node);

/* Copies the keys from the root to node, borrowed, into keys[0 ..
 * node->count). */
void jsd_shape_keys(const jsd_shape *node, PyObject **keys);

#endif
