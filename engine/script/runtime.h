/* runtime: what the files of this room share: the state behind a lua_State, and what each file opens in it.
 * For this room only. */
#ifndef GLOSS_SCRIPT_RUNTIME_H
#define GLOSS_SCRIPT_RUNTIME_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "read/json.h"
#include "script/pool.h"
#include "script/state.h"

enum { /* what the script may do with a layer */
  GLOSS_MAY_READ = 1 << 0,
  GLOSS_MAY_WRITE = 1 << 1,
};

enum { GLOSS_HOOK_SETUP, GLOSS_HOOK_DOCUMENT, GLOSS_HOOK_BLOCK, GLOSS_HOOK_SENTENCE, GLOSS_HOOKS };

extern const char *const gloss_hook_names[GLOSS_HOOKS];

typedef struct gloss_trouble { /* what a failed call says, taken apart */
  gloss_buffer at, message, traceback; /* "tone.lua:31", or empty; without the place in front; a line each Lua function */
} gloss_trouble;

typedef struct gloss_objects gloss_objects; /* objects.c's own: keys, metatables, cached strings */

struct gloss_state {
  lua_State *L;
  const gloss_environment *environment;
  const gloss_script *script; /* NULL while a script's table is being read */
  const char *folder;         /* the script's own */
  gloss_value options;
  const gloss_schema *schema; /* NULL while a script's table is being read */
  uint16_t number;
  gloss_matcher *matcher;
  uint8_t *layer_rights;      /* a layer of the schema each */

  gloss_document *document; /* the open one, or NULL */
  uint32_t generation;      /* of it; counts the documents of this state, below 1 << GLOSS_GENERATION_BITS */
  gloss_objects *objects;

  gloss_pool pool;  /* of the lua_State */
  size_t used, cap; /* bytes; what C allocates for the script counts */
  size_t charged;   /* of `used`: what goes back when the document is closed */
  size_t refused;   /* the growth that was refused last */
  bool exhausted;   /* the cap was hit: nothing of this lua_State can be trusted any more */
  gloss_trouble trouble;
  gloss_error error;    /* of what a binding calls: owned here too */
  gloss_buffer scratch; /* text on its way to Lua: owned here, so that a raise leaks nothing; clear it before use */
  gloss_arena arena;    /* data on its way to or from Lua, likewise */
  gloss_json *json;     /* made at the first use */
  int hooks[GLOSS_HOOKS]; /* references to the script's functions; LUA_NOREF: it has none */
  int options_view;       /* a reference to what the hooks are given */
  const struct gloss_resource *resources; /* the one made last */
  gloss_span matches;     /* of the document that it ran on last: those that are its own */
};

static inline gloss_state *gloss_state_of(lua_State *L) {
  return *(gloss_state **)lua_getextraspace(L);
}

/* -- The machine */

/* machine.c: makes the lua_State with everything open in it, as environment and folder say; what close leaves can be opened again,
 * and clear takes the rest that the state owns. */
bool gloss_state_open(gloss_state *state, gloss_error *error);
void gloss_state_close(gloss_state *state);
void gloss_state_clear(gloss_state *state);

/* heap.c: the allocator of a lua_State; its context is the state. */
void *gloss_state_allocate(void *context, void *block, size_t old_size, size_t size);

/* heap.c: counts bytes that C took for this script; raises "not enough memory" beyond the cap. The count goes back when the
 * document is closed, or before: to what `charged` was. */
void gloss_state_charge(lua_State *L, size_t bytes);
void gloss_state_give_back(gloss_state *state, size_t charged);

/* owner.c: pushes memory, all zeroes, whose content `release` gives back when it is collected: what C must not lose by a raise. And
 * a buffer of that kind. */
void *gloss_push_owner(lua_State *L, size_t size, lua_CFunction release);
gloss_buffer *gloss_push_buffer(lua_State *L);

/* failure.c: lua_pcall. On failure nothing is left on the stack, and `trouble` of the state says what happened; the second makes an
 * error of that, with the place as a path when it is in the script's own file, and returns false. */
bool gloss_call(lua_State *L, int arguments, int results);
bool gloss_fail_trouble(const gloss_state *state, const char *path, gloss_error *error);

/* failure.c: raises the state's `error`, with the position in the script. */
int gloss_raise(lua_State *L);

/* origin.c: pushes the line of the innermost Lua function: "money.lua:5". And notes where an annotation comes from that was laid
 * over what stands at `place`. */
void gloss_push_line(lua_State *L);

/* origin.c: pushes the line of the innermost file that is being run, as far as it has come: of what is made there with the help of
 * a function it is the line that calls. When no file is being run, the same as gloss_push_line. */
void gloss_push_statement(lua_State *L);
void gloss_note_origin(lua_State *L, gloss_place annotation, int place);

/* -- Files */

/* find.c: pushes the path of a module or of a data file that a script names; false and nothing when there is none. And raises that
 * it was not found, with the nearest there is and where it was looked for. */
bool gloss_push_file(lua_State *L, gloss_find kind, gloss_slice name);
int gloss_raise_missing(lua_State *L, gloss_find kind, gloss_slice name);

/* chunk.c: pushes what the Lua file returns: one value, perhaps nil. Text only, run in the state's sandbox. Raises. */
void gloss_run_file(lua_State *L, const char *path);

/* chunk.c: runs the file in a state of its own, and `read`, which may raise, with what it returned on the top. */
typedef void gloss_table_reader(lua_State *L, void *target);
bool gloss_read_table(const gloss_environment *environment, const char *folder, const char *path, gloss_table_reader *read,
                      void *target, gloss_error *error);

/* script_table.c: a reader that fills a gloss_script; raises what is wrong with the table. */
gloss_table_reader gloss_read_script;

/* -- The sandbox */

/* sandbox.c: the standard library, less what is not allowed, with what is replaced; globals that raise. `math.random` starts anew
 * from the seed. */
void gloss_open_sandbox(lua_State *L);
void gloss_seed_random(lua_State *L, uint64_t seed);

/* What the sandbox puts in place of the standard functions: each adds to the tables that are open. */
void gloss_open_text(lua_State *L);    /* sandbox_text.c: tostring, print, string.lower upper format rep */
void gloss_open_order(lua_State *L);   /* order.c: pairs, next */
void gloss_open_sort(lua_State *L);    /* sort.c: table.sort */
void gloss_open_require(lua_State *L); /* require.c */

/* sandbox_text.c: pushes the value as text, as `tostring` here does: without addresses. */
void gloss_push_text(lua_State *L, int index);

/* order.c: pushes a list of the table's keys in the order of `pairs`, and returns how many; raises for a key that has no order. */
lua_Integer gloss_push_keys(lua_State *L, int index);
int gloss_pairs(lua_State *L); /* as a C function: the table is its argument */

/* view.c: puts a view that cannot be written in place of the table on the top. For unknown names it raises
 * `COMPLAINT "x"; did you mean "y"?`; with a NULL complaint they are nil. */
void gloss_seal(lua_State *L, const char *complaint);

/* require.c: what `require(name)` gives from now on: pops it. And whether it would give anything. */
void gloss_set_module(lua_State *L, const char *name);
bool gloss_has_module(lua_State *L, gloss_slice name);

/* -- Objects and the module `gloss` */

/* objects.c: the metatable of places, and the methods of each kind. */
void gloss_open_objects(lua_State *L);
void gloss_close_objects(gloss_state *state);

/* bind_resources.c: adds wordset, lexicon, gazetteer, regex and link to the module `gloss`, which is on the top of the stack. */
void gloss_open_resources(lua_State *L);

/* bind_data.c: adds data, decode, encode, fold, hash, type, version to the module `gloss`, on the top of the stack. */
void gloss_open_data(lua_State *L);

/* objects.c: pushes what Lua sees of a place of the open document; of the document itself. */
void gloss_push_place(lua_State *L, gloss_place place);
void gloss_push_document(lua_State *L);

/* objects.c: the place at this index of the stack, of the open document; raises when it is none, or one of a document that is
 * closed. `gloss_test_place` gives false instead when it is no place at all. */
gloss_place gloss_check_place(lua_State *L, int index);
bool gloss_test_place(lua_State *L, int index, gloss_place *place);

/* convert.c: a Lua value as data, copied into the arena. Raises for what is not data (functions, tables with other keys than
 * strings or 1..n, numbers that are not finite, strings that are not UTF-8), naming `what`. Places are allowed when the state has a
 * document and `places` is true. */
gloss_value gloss_to_value(lua_State *L, int index, gloss_arena *arena, bool places, const char *what);
void gloss_push_value(lua_State *L, gloss_value value);

/* convert.c: raises `no WHAT "tokn"; did you mean "tokens"?`: the names come from a NULL-ended list. */
int gloss_raise_unknown(lua_State *L, const char *what, const char *name, const char *const *known);

/* objects.c: what gloss.type says of the value: "token", "document", "wordset", …, else Lua's own name of its type. */
const char *gloss_type_name(lua_State *L, int index);

/* objects.c: is this the name of a field or method that every place or annotation has? The fields of a layer may not. */
bool gloss_is_place_name(gloss_slice name);

#endif
