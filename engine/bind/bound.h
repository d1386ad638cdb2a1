/* bound: the names that the objects of Lua have, so that a test can hold the type definitions (scripts/types) against them. */
#ifndef GLOSS_BIND_BOUND_H
#define GLOSS_BIND_BOUND_H

/* Calls `visit` with each name: `object` is "place" for what all places have, else the kind of object: "token", "wordset". A kind
 * that says otherwise what all places have gives that name again. */
typedef void gloss_bound_visit(void *context, const char *object, const char *name);
void gloss_each_bound_name(gloss_bound_visit *visit, void *context);

#endif
