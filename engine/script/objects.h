/* objects: what the files that bind Lua's objects share: the members of each kind of place, and what their getters push.
 * A place is a light userdata in Lua: the 64 bits of a gloss_place, with the generation of its document in the bits left free.
 * No garbage, equal by value, a key of tables; one of a document that is closed has another generation, and raises. For
 * objects.c and bind_*.c only. */
#ifndef GLOSS_SCRIPT_OBJECTS_H
#define GLOSS_SCRIPT_OBJECTS_H

#include "base/nearest.h"
#include "script/runtime.h"

/* Pushes one value: the fact about a place of the open document. */
typedef void gloss_getter(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail);

typedef struct gloss_member {
  const char *name;     /* NULL ends a table of members */
  gloss_getter *field;  /* a fact, */
  lua_CFunction method; /* or a deed */
  uint32_t detail;      /* for the getter: a flag, say */
} gloss_member;

/* bind_place.c, bind_layer.c: what all places have. */
extern const gloss_member gloss_place_members[], gloss_layer_members[];

/* bind_<object>.c: what one kind has beside that, or otherwise. */
extern const gloss_member gloss_document_members[], gloss_block_members[], gloss_token_members[], gloss_annotation_members[],
    gloss_match_members[], gloss_link_members[];

/* The tables of members of one kind of place; NULL behind the last. */
typedef const gloss_member *gloss_members[4];
const gloss_members *gloss_members_of(gloss_place_kind kind);

const char *gloss_place_kind_name(gloss_place_kind kind); /* "token"; a long span is a span, too */

/* -- Places */

/* The place at this index, of that kind; raises when it is none. The document is its, and open. */
gloss_place gloss_check_kind(lua_State *L, int index, gloss_place_kind kind);

/* The open document; raises when it is not the one of that generation, of which an iterator over `what` was made. */
gloss_document *gloss_check_open(lua_State *L, uint32_t generation, const char *what);

void gloss_push_span(lua_State *L, gloss_document *document, gloss_span tokens);

/* What a step of an iterator returns: the place on the top, and behind it the numbers of its first and its last token, so that a
 * loop need not ask for them; or the nil on the top. */
int gloss_return_step(lua_State *L);

static inline void gloss_push_slice(lua_State *L, gloss_slice slice) {
  lua_pushlstring(L, slice.data ? slice.data : "", slice.size);
}

/* The same, but nil for a slice without data. */
void gloss_push_optional(lua_State *L, gloss_slice slice);

/* Is it an annotation that was taken away? */
static inline bool gloss_is_removed(const gloss_document *document, gloss_place place) {
  return gloss_place_kind_of(place) == GLOSS_ANNOTATION &&
         document->layers[gloss_place_length(place)].rows[gloss_place_first(place)].removed;
}

/* The place at this index, for keeping in a document: of a match, which its own script knows only, the span of its tokens. */
gloss_place gloss_check_lasting_place(lua_State *L, int index);

typedef enum gloss_form { GLOSS_FORM_TEXT, GLOSS_FORM_NORM, GLOSS_FORM_LEMMA, GLOSS_FORM_SHAPE, GLOSS_FORMS } gloss_form;

/* For getters only: the text of a word of the document's vocabulary, or what follows from it; those seen often are strings of Lua
 * already. */
void gloss_push_word(lua_State *L, const gloss_document *document, uint32_t word, gloss_form form);

/* What is made once for the open document, and kept until there is another: its text as a string, its metadata as a view.
 * `make` pushes it. */
typedef enum gloss_kept { GLOSS_KEPT_TEXT, GLOSS_KEPT_META, GLOSS_KEPT_COUNT } gloss_kept;
void gloss_push_kept(lua_State *L, gloss_kept what, void (*make)(lua_State *L, gloss_document *document));

/* -- Layers and annotations */

/* bind_layer.c: the layer whose name stands at this index; raises when the script may not do that to it. */
uint32_t gloss_check_layer(lua_State *L, int index, unsigned right);
void gloss_check_value_name(lua_State *L, int index, unsigned right); /* the same for a value, which a layer's name declares too */

/* objects.c: the field of the layer whose name is the string at this index, or GLOSS_NO_FIELD. */
uint32_t gloss_field_at(lua_State *L, int index, uint32_t layer);

/* bind_annotation.c: sets what the table of fields at `index` says (nil: nothing) on an annotation that `make` adds, and pushes it.
 * All is checked before anything is made. */
int gloss_annotate(lua_State *L, uint32_t layer, const gloss_span *pieces, uint32_t piece_count, int fields);

/* bind_annotation.c: what `annotation.name = value` does; the value stands at index 3. */
int gloss_annotation_assign(lua_State *L, gloss_place annotation);

/* bind_match.c: pushes a named group, or the span of a label, of the match and returns true, or false when it has none of that
 * name. */
bool gloss_push_group(lua_State *L, gloss_document *document, gloss_place match, gloss_slice name);

/* bind_match.c: offers the names of what the resource gives to its matches. */
void gloss_offer_found(const gloss_document *document, gloss_place match, gloss_nearest *nearest);

/* What resources know of their matches beside the tokens: spans, kept as long as the document is open. `note` returns a number for
 * them. */
uint32_t gloss_note_spans(lua_State *L, const gloss_span *spans, uint32_t count);
const gloss_span *gloss_noted_spans(lua_State *L, uint32_t number);

/* The worker's matcher; while a script's table is being read, there is no worker yet, one of the state's own. */
gloss_matcher *gloss_matcher_of(lua_State *L);

/* bind_link.c: gloss.link(place, annotation?) */
int gloss_make_link(lua_State *L);

/* -- convert.c: names and texts that scripts give */

gloss_slice gloss_name_at(lua_State *L, int index);        /* of a string at that index */
const char *gloss_show_name(lua_State *L, int index);      /* for a message: cut when it is long; pushed, so that it stays */
gloss_slice gloss_check_slice(lua_State *L, int argument); /* a string; raises when it is none */

/* Raise when the text is not valid UTF-8; when the table is a view that cannot be written, whose content is elsewhere. */
void gloss_check_text(lua_State *L, gloss_slice text, const char *what);
void gloss_check_plain(lua_State *L, int index, const char *what);

/* How many items the list at the index has; raises when it has a hole, or other keys: then its length says nothing. */
size_t gloss_check_list(lua_State *L, int index, const char *what);

/* objects.c: the name at index 2 is none that this place has. */
int gloss_raise_unknown_member(lua_State *L, gloss_place place);

/* bind_annotation.c: `no field "sum" in layer "money"; it has: amount, currency`, or what `nearest` has found. */
int gloss_raise_unknown_field(lua_State *L, int index, const gloss_layer_schema *layer, gloss_nearest *nearest);

#endif
