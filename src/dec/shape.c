/* SPDX-License-Identifier: MIT */
#include "dec/shape.h"

#include "base/mem.h"
#include "py/gate.h"
#include "dec/keycache.h"

enum { BUCKETS = 1024, SLAB = 128 };

/* Nodes never move, because other nodes point to them. */
struct jsd_shapes {
    jsd_shape root;
    jsd_shape
        rest; /* a shared unshaped node, for when no more nodes may be made */
    uint64_t seed;
    size_t count;  /* nodes in the slabs */
    size_t copied; /* members of all templates */
    jsd_shape *bucket[BUCKETS];
    jsd_shape *slab[JSD_SHAPE_NODES / SLAB];
};

jsd_shapes *
jsd_shapes_new(uint64_t seed)
{
    jsd_shapes *s = jsd_mem_new(sizeof *s);

    if (s == NULL)
        return NULL;
    memset(s, 0, sizeof *s);
    s->seed = seed;
    return s;
}

static void
forget_shapes(jsd_shapes *s)
{
    for (size_t i = 0; i < s->count; i++) {
        jsd_shape *node = &s->slab[i / SLAB][i % SLAB];

        jsd_drop_inert(node->key);
        jsd_template_clear(&node->template);
    }
    s->count = 0;
    s->copied = 0;
    memset(s->bucket, 0, sizeof s->bucket);
    memset(&s->root, 0, sizeof s->root);
    memset(&s->rest, 0, sizeof s->rest);
}

void
jsd_shapes_free(jsd_shapes *s)
{
    if (s == NULL)
        return;
    forget_shapes(s);
    for (size_t i = 0; i < JSD_COUNTOF(s->slab); i++)
        jsd_mem_free(s->slab[i]);
    jsd_mem_free(s);
}

jsd_shape *
jsd_shapes_root(jsd_shapes *s)
{
    if (s->count == JSD_SHAPE_NODES)
        forget_shapes(s);
    return &s->root;
}

static uint32_t
hash_of(const jsd_shapes *s, const jsd_shape *node, const char *bytes,
        size_t len)
{
    return jsd_keycache_mix(s->seed ^ (uintptr_t)node, bytes, len);
}

jsd_shape *
jsd_shapes_find(const jsd_shapes *s, const jsd_shape *node, const char *bytes,
                size_t len)
{
    uint32_t hash = hash_of(s, node, bytes, len);
    jsd_shape *found = s->bucket[hash % BUCKETS];

    while (found != NULL &&
           (found->hash != hash || found->parent != node ||
            found->len != len || memcmp(found->text, bytes, len) != 0))
        found = found->chain;
    return found;
}

bool
jsd_shapes_may_add(const jsd_shapes *s, const jsd_shape *node, size_t len)
{
    return len < JSD_SHAPE_TEXT && s->count < JSD_SHAPE_NODES &&
           node->count < JSD_SHAPE_MEMBERS &&
           node->fanout <
               (node->count == 0 ? JSD_SHAPE_ROOTS : JSD_SHAPE_FANOUT);
}

/* Returns a new node, all zeros, or NULL. */
static jsd_shape *
take_node(jsd_shapes *s)
{
    jsd_shape **slab = &s->slab[s->count / SLAB];

    if (*slab == NULL) {
        *slab = jsd_mem_new(SLAB * sizeof **slab);
        if (*slab == NULL)
            return NULL;
    }
    memset(*slab + s->count % SLAB, 0, sizeof **slab);
    return *slab + s->count++ % SLAB;
}

static bool
has_key(const jsd_shape *node, const char *bytes, size_t len)
{
    for (; node->count != 0; node = node->parent)
        if (node->len == len && memcmp(node->text, bytes, len) == 0)
            return true;
    return false;
}

jsd_shape *
jsd_shapes_add(jsd_shapes *s, jsd_shape *node, const char *bytes, size_t len,
               PyObject *key)
{
    jsd_shape *made = has_key(node, bytes, len) ? NULL : take_node(s);
    jsd_shape **bucket;

    if (made == NULL)
        return NULL;
    made->ascii = true;
    for (size_t i = 0; i < len; i++)
        made->ascii &= (unsigned char)bytes[i] < 0x80;
    memcpy(made->text, bytes, len);
    made->text[len] = '"';
    made->len = (uint8_t)len;
    made->mask[0] = (uint32_t)(UINT64_MAX >> (63 - len));
    made->mask[1] = (uint32_t)(UINT64_MAX >> (63 - len) >> 32);
    made->short_ascii = made->ascii && made->mask[1] == 0;
    made->count = (uint16_t)(node->count + 1);
    made->hash = hash_of(s, node, bytes, len);
    made->parent = node;
    bucket = &s->bucket[made->hash % BUCKETS];
    made->chain = *bucket;
    *bucket = made;
    node->fanout++;
    Py_IncRef(key);
    made->key = key;
    return made;
}

jsd_shape *
jsd_shapes_unshaped(jsd_shapes *s, jsd_shape *node)
{
    if (node->unshaped == NULL && s->count < JSD_SHAPE_NODES)
        node->unshaped = take_node(s);
    return node->unshaped != NULL ? node->unshaped : &s->rest;
}

void
jsd_shape_keys(const jsd_shape *node, PyObject **keys)
{
    for (; node->count != 0; node = node->parent)
        keys[node->count - 1] = node->key;
}

int
jsd_shapes_make(jsd_shapes *s, jsd_shape *node)
{
    PyObject *keys[JSD_SHAPE_MEMBERS];

    if (s->copied + node->count > JSD_SHAPE_COPIED)
        return 0;
    s->copied += node->count;
    jsd_shape_keys(node, keys);
    return jsd_template_init(&node->template, keys, node->count);
}
