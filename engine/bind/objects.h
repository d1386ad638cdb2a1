/* objects: what the files that bind Lua's objects share: the members of each kind of place, what their getters push, and what
 * each file opens. For `bind` and `script` only. */
#ifndef GLOSS_BIND_OBJECTS_H
#define GLOSS_BIND_OBJECTS_H

#include "base/nearest.h"
#include "machine/handle.h"

/* Pushes one value: the fact about a place of the open document. */
typedef void gloss_getter(lua_State *L, gloss_document *document, gloss_place place, uint32_t detail);

typedef struct gloss_member {
  const char *name;     /* NULL ends a table of members */
  gloss_getter *field;  /* a fact, */
  lua_CFunction method; /* or a method */
  uint32_t detail;      /* for the getter: a flag, say */
} gloss_member;

/* place.c, layer.c: what all places have. */
extern const gloss_member gloss_place_members[], gloss_layer_members[];

/* <object>.c: what one kind has beside that, or otherwise. */
extern const gloss_member gloss_document_members[], gloss_block_members[], gloss_token_members[], gloss_annotation_members[],
    gloss_match_members[], gloss_link_members[];

/* The tables of members of one kind of place; NULL after the last. */
typedef const gloss_member *gloss_members[4];
const gloss_members *gloss_members_of(gloss_place_kind kind);

/* -- Places */

/* The place at this index, of that kind; raises when it is none. The document is its, and open. */
gloss_place gloss_check_kind(lua_State *L, int index, gloss_place_kind kind);

/* The open document; raises when it is not the one of that generation, of which an iterator over `what` was made. */
gloss_document *gloss_check_open(lua_State *L, uint32_t generation, const char *what);

void gloss_push_span(lua_State *L, gloss_document *document, gloss_span tokens);

/* What a step of an iterator returns: the place on the top, and after it the numbers of its first and its last token, so that a
 * loop need not ask for them; or the nil on the top. */
int gloss_return_step(lua_State *L);

static inline void gloss_push_slice(lua_State *L, gloss_slice slice) {
  lua_pushlstring(L, slice.data ? slice.data : "", slice.size);
}

/* The same, but nil for a slice without data. */
void gloss_push_optional(lua_State *L, gloss_slice slice);

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

/* layer.c: the layer whose name stands at this index; raises when the script may not do that to it. */
uint32_t gloss_check_layer(lua_State *L, int index, unsigned right);
void gloss_check_value_name(lua_State *L, int index, unsigned right); /* the same for a value, which a layer's name declares too */

/* objects.c: the field of the layer whose name is the string at this index, or GLOSS_NO_FIELD. */
uint32_t gloss_field_at(lua_State *L, int index, uint32_t layer);

/* annotation.c: sets what the table of fields at `index` says (nil: nothing) on an annotation that `make` adds, and pushes it.
 * All is checked before anything is made. */
int gloss_annotate(lua_State *L, uint32_t layer, const gloss_span *pieces, uint32_t piece_count, int fields);

/* annotation.c: what `annotation.name = value` does; the value stands at index 3. */
int gloss_annotation_assign(lua_State *L, gloss_place annotation);

/* match.c: pushes a named group, or the span of a label, of the match and returns true, or false when it has none of that
 * name. */
bool gloss_push_group(lua_State *L, gloss_document *document, gloss_place match, gloss_slice name);

/* match.c: offers the names of what the resource gives to its matches. */
void gloss_offer_found(const gloss_document *document, gloss_place match, gloss_nearest *nearest);

/* Counts what the document keeps to undo a change: `before` is what it kept before that. */
void gloss_charge_undo(lua_State *L, size_t before);

/* What resources know of their matches beside the tokens: spans, kept as long as the document is open. `note` returns a number for
 * them. */
uint32_t gloss_note_spans(lua_State *L, const gloss_span *spans, uint32_t count);
const gloss_span *gloss_noted_spans(lua_State *L, uint32_t number);

/* The worker's matcher; while a script's table is being read, there is no worker yet, one of the state's own. */
gloss_matcher *gloss_matcher_of(lua_State *L);

/* link.c: gloss.link(place, annotation?) */
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

/* annotation.c: `no field "sum" in layer "money"; it has: amount, currency`, or what `nearest` has found. */
int gloss_raise_unknown_field(lua_State *L, int index, const gloss_layer_schema *layer, gloss_nearest *nearest);

/* -- Lines of scripts */

/* origin.c: pushes the line of the innermost Lua function: "money.lua:5". And notes where an annotation comes from that was laid
 * over what stands at `place`. */
void gloss_push_line(lua_State *L);

/* origin.c: pushes the line of the innermost file that is being run, as far as it has come: of what is made there with the help of
 * a function it is the line that calls. When no file is being run, the same as gloss_push_line. */
void gloss_push_statement(lua_State *L);
void gloss_note_origin(lua_State *L, gloss_place annotation, int place);

/* -- The module `gloss` */

/* objects.c: the metatable of places, and the methods of each kind. */
void gloss_open_objects(lua_State *L);
void gloss_close_objects(gloss_state *state);

/* resources.c: adds wordset, lexicon, gazetteer, regex and link to the module `gloss`, which is on the top of the stack. */
void gloss_open_resources(lua_State *L);

/* convert.c: a Lua value as data, copied into the arena. Raises for what is not data (functions, tables with other keys than
 * strings or 1..n, numbers that are not finite, strings that are not UTF-8), naming `what`. Places are allowed when the state has a
 * document and `places` is true. */
gloss_value gloss_to_value(lua_State *L, int index, gloss_arena *arena, bool places, const char *what);

/* convert.c: the same of a table that may have a list part and names: it is a map, whose first item is "1". */
gloss_value gloss_to_mixed_value(lua_State *L, int index, gloss_arena *arena, const char *what);
void gloss_push_value(lua_State *L, gloss_value value);

/* convert.c: raises `no WHAT "tokn"; did you mean "tokens"?`: the names come from a NULL-ended list. */
int gloss_raise_unknown(lua_State *L, const char *what, const char *name, const char *const *known);

/* objects.c: is this the name of a field or method that every place or annotation has? The fields of a layer may not. */
bool gloss_is_place_name(gloss_slice name);

#endif
