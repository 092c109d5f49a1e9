/* SPDX-License-Identifier: MIT */
#include "text/path.h"

void
jsd_path_start(jsd_path *path, const jsd_pointer *pointer)
{
    path->pointer = pointer;
    path->named = path->index = path->count = 0;
    path->nowhere = NULL;
    path->nowhere_number = 0;
    path->is_named = true;
    path->is_found = false;
}

/* Returns the token that looks into the innermost named container. */
static const jsd_pointer_token *
token_of(const jsd_path *path)
{
    return &path->pointer->tokens[path->named - 1];
}

static jsd_pointer_level *
level_of(const jsd_path *path)
{
    return &path->pointer->levels[path->named - 1];
}

static void
lead_nowhere(jsd_path *path, const char *s)
{
    if (path->nowhere == NULL) {
        path->nowhere = s;
        path->nowhere_number = path->count;
    }
    path->count++;
}

bool
jsd_path_reach(jsd_path *paths, size_t n, const char *s, bool is_container)
{
    bool found = false;

    for (jsd_path *path = paths; path < paths + n; path++) {
        if (!path->is_named)
            continue;
        if (path->named == path->pointer->count) {
            path->count++;
            path->is_named = false;
            found = path->is_found = true;
        } else if (!is_container) {
            path->is_named = false;
            lead_nowhere(path, s);
        }
    }
    return found;
}

bool
jsd_path_leads_on(const jsd_path *paths, size_t n)
{
    for (const jsd_path *path = paths; path < paths + n; path++) {
        if (path->is_named)
            return true;
    }
    return false;
}

void
jsd_path_enter(jsd_path *paths, size_t n, size_t depth, const char *s)
{
    for (jsd_path *path = paths; path < paths + n; path++) {
        if (!path->is_named || path->named + 1 != depth)
            continue;
        path->named = depth;
        path->index = 0;
        *level_of(path) = (jsd_pointer_level){s, path->count, false};
    }
}

void
jsd_path_leave(jsd_path *paths, size_t n, size_t depth)
{
    for (jsd_path *path = paths; path < paths + n; path++) {
        if (path->named != depth)
            continue;
        if (!level_of(path)->is_found && !token_of(path)->is_any)
            lead_nowhere(path, level_of(path)->start);
        path->named--;
        path->index = SIZE_MAX / 2; /* no later item has the index */
        path->is_named = false;
    }
}

/* Names the next value of the innermost named container, or not. */
static void
name_value(jsd_path *path, bool is_named)
{
    path->is_named = is_named;
    if (!is_named || token_of(path)->is_any)
        return;
    path->count = level_of(path)->before;
    if (path->nowhere_number >= path->count)
        path->nowhere = NULL;
    level_of(path)->is_found = true;
}

bool
jsd_path_key(jsd_path *paths, size_t n, size_t depth, const char *raw,
             size_t len)
{
    bool named = false;

    for (jsd_path *path = paths; path < paths + n; path++) {
        if (path->named != depth)
            continue;
        name_value(path, token_of(path)->is_any ||
                             jsd_pointer_is_key(token_of(path), raw, len));
        named |= path->is_named;
    }
    return named;
}

bool
jsd_path_item(jsd_path *paths, size_t n, size_t depth, bool is_first)
{
    bool named = false;

    for (jsd_path *path = paths; path < paths + n; path++) {
        if (path->named != depth)
            continue;
        path->index += !is_first;
        name_value(path, token_of(path)->is_any ||
                             token_of(path)->index == path->index);
        named |= path->is_named;
    }
    return named;
}
