/* handle: what Lua sees of a place: a light userdata, the 64 bits of a gloss_place with the generation of its document in the bits
 * left free. No garbage, equal by value, a key of tables; one of a document that is closed has another generation, and raises. */
#ifndef GLOSS_MACHINE_HANDLE_H
#define GLOSS_MACHINE_HANDLE_H

#include "machine/machine.h"

enum { GLOSS_PLACE_KINDS = 16, GLOSS_GENERATION_SHIFT = GLOSS_FIRST_BITS + GLOSS_LENGTH_BITS };
#define GLOSS_GENERATION_MASK (((gloss_place)1 << GLOSS_GENERATION_BITS) - 1)

/* Pushes the handle of a place of the open document; of the document itself. */
void gloss_push_place(lua_State *L, gloss_place place);
void gloss_push_document(lua_State *L);

/* The place at this index of the stack, of the open document; raises when it is none, one of a document that is closed, or an
 * annotation that was removed. `gloss_test_place` gives false instead when it is no place at all. */
gloss_place gloss_check_place(lua_State *L, int index);
bool gloss_test_place(lua_State *L, int index, gloss_place *place);

/* Raises what is wrong with the value at this index, which is no place of the open document. */
int gloss_raise_stale(lua_State *L, int index);

/* "token"; a long span is a span, too. NULL: there is no such kind. */
const char *gloss_place_kind_name(gloss_place_kind kind);

/* What gloss.type says of the value: "token", "document", "wordset", …, else Lua's own name of its type. */
const char *gloss_type_name(lua_State *L, int index);

/* -- Of a value that may be a handle, fast */

static inline gloss_place gloss_handle_at(lua_State *L, int index) {
  return (gloss_place)(uintptr_t)lua_touserdata(L, index);
}

static inline gloss_place gloss_place_of_handle(gloss_place handle) {
  return handle & ~(GLOSS_GENERATION_MASK << GLOSS_GENERATION_SHIFT);
}

/* Is it an annotation that was taken away? */
static inline bool gloss_is_removed(const gloss_document *document, gloss_place place) {
  return gloss_place_kind_of(place) == GLOSS_ANNOTATION &&
         document->layers[gloss_place_length(place)].rows[gloss_place_first(place)].removed;
}

static inline bool gloss_handle_is_open(const gloss_state *state, gloss_place handle) {
  return state->document && (handle >> GLOSS_GENERATION_SHIFT & GLOSS_GENERATION_MASK) == state->generation && handle >> 60 != 0 &&
         !gloss_is_removed(state->document, handle);
}

#endif
