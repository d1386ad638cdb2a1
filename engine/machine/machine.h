/* machine: the Lua machine of one script: the state behind its lua_State, its heap, its sandbox, its files, its failures.
 * For those rooms only that are a door to Lua: this one, `bind`, `script`. */
#ifndef GLOSS_MACHINE_MACHINE_H
#define GLOSS_MACHINE_MACHINE_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "base/memory.h"
#include "machine/budget.h"
#include "machine/environment.h"
#include "machine/pool.h"
#include "read/json.h"

enum { /* what the script may do with a layer */
  GLOSS_MAY_READ = 1 << 0,
  GLOSS_MAY_WRITE = 1 << 1,
};

enum { /* the functions of a script that are called: its own, then those of its `fold` */
  GLOSS_HOOK_SETUP,
  GLOSS_HOOK_DOCUMENT,
  GLOSS_HOOK_BLOCK,
  GLOSS_HOOK_SENTENCE,
  GLOSS_HOOK_READ,
  GLOSS_HOOK_DETECT,
  GLOSS_HOOK_WRITE,
  GLOSS_HOOK_HEADER,
  GLOSS_HOOK_FOOTER,
  GLOSS_HOOK_INIT,
  GLOSS_HOOK_STEP,
  GLOSS_HOOK_MERGE,
  GLOSS_HOOK_FINISH,
  GLOSS_HOOKS,
  GLOSS_FOLD_HOOKS = GLOSS_HOOK_INIT, /* the first of `fold` */
};

extern const char *const gloss_hook_names[GLOSS_HOOKS];

typedef struct gloss_trouble { /* what a failed call says, taken apart */
  gloss_buffer at, message, traceback; /* "tone.lua:31", or empty; without the place before it; a line each Lua function */
} gloss_trouble;

typedef struct gloss_objects gloss_objects; /* objects.c's own: keys, metatables, cached strings */

struct gloss_state {
  lua_State *L;
  const gloss_environment *environment;
  const struct gloss_script *script; /* NULL while a script's table is being read */
  const char *path;           /* the file that is run */
  const char *folder;         /* the script's own */
  gloss_value options;
  const gloss_schema *schema; /* NULL while a script's table is being read */
  uint16_t number;
  gloss_matcher *matcher;
  uint8_t *layer_rights;      /* a layer of the schema each */
  bool reads_values;          /* all there are, whatever the rights */

  gloss_document *document; /* the open one, or NULL */
  uint64_t readings;        /* of a reader: counts them, when one begins and when it ends */
  uint32_t generation;      /* of the document; counts the documents of this state, below 1 << GLOSS_GENERATION_BITS */
  gloss_objects *objects;

  gloss_pool pool;  /* of the lua_State */
  size_t used, cap; /* bytes; what C allocates for the script counts */
  size_t charged;   /* of `used`: what goes back when the document is closed */
  gloss_loan loan;
  unsigned open_files;
  size_t refused;   /* the growth that was refused last */
  gloss_budget budget; /* of what it runs */
  gloss_buffer printed; /* over the open document: lines, each with its end */
  bool exhausted;   /* the cap was hit: nothing of this lua_State can be trusted any more */
  gloss_trouble trouble;
  gloss_error error;    /* of what a binding calls: owned here too */
  gloss_buffer scratch; /* text on its way to Lua: owned here, so that a raise leaks nothing; clear it before use */
  gloss_arena arena;    /* data on its way to or from Lua, likewise */
  gloss_json *json;     /* made at the first use */
  int hooks[GLOSS_HOOKS]; /* references to the script's functions; LUA_NOREF: it has none */
  int options_view;       /* a reference to what the hooks are given */
  int accumulator;        /* a reference to what its fold has merged; LUA_NOREF: nothing yet */
  const struct gloss_resource *resources; /* the one made last */
  gloss_span matches;     /* of the document that it ran on last: those that are its own */
};

static inline gloss_state *gloss_state_of(lua_State *L) {
  return *(gloss_state **)lua_getextraspace(L);
}

/* -- The machine */

/* heap.c: the allocator of a lua_State; its context is the state. */
void *gloss_state_allocate(void *context, void *block, size_t old_size, size_t size);

/* heap.c: counts bytes that C took for this script; raises "not enough memory" beyond the cap. The count goes back when the
 * document is closed, or before: to what `charged` was. */
void gloss_state_charge(lua_State *L, size_t bytes);
void gloss_state_give_back(gloss_state *state, size_t charged);

/* heap.c: the same for what stays as long as the lua_State. */
void gloss_state_hold(lua_State *L, size_t bytes);

/* heap.c: raises "not enough memory", which nothing catches. */
int gloss_raise_exhausted(lua_State *L);

/* heap.c: the same when so many bytes that C holds for a moment do not fit beside what the script has. */
void gloss_check_room(lua_State *L, size_t bytes);

/* heap.c: a loan (base/memory.h) of the room that the script has left, after garbage is collected when that is less than `wanted`,
 * to what C makes for it: its buffers, arena and userdata. Nothing else may raise until the end, which charges what was taken. */
void gloss_begin_loan(lua_State *L, size_t wanted);
void gloss_end_loan(lua_State *L);

/* owner.c: pushes what the state's scratch holds, which is freed when it is much. */
void gloss_push_scratch(lua_State *L);

/* heap.c: the same for a luaL_Buffer that has grown to `size`; Lua's own do not collect garbage before they give up. `checked` is
 * 0 at first. */
void gloss_check_growth(lua_State *L, size_t size, size_t *checked);

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

/* -- Files */

/* find.c: pushes the path of a module or of a data file that a script names; false and nothing when there is none. And raises that
 * it was not found, with the nearest there is and where it was looked for. */
bool gloss_push_file(lua_State *L, gloss_find kind, gloss_slice name);
int gloss_raise_missing(lua_State *L, gloss_find kind, gloss_slice name);

/* chunk.c: pushes what the Lua file returns: one value, perhaps nil. Text only, run in the state's sandbox. Raises. */
void gloss_run_file(lua_State *L, const char *path);

/* -- The sandbox */

/* sandbox.c: the standard library, less what is not allowed, with what is replaced; globals that raise. `math.random` starts anew
 * from the seed. */
void gloss_open_sandbox(lua_State *L);
void gloss_seed_random(lua_State *L, uint64_t seed);

/* What the sandbox puts in place of the standard functions: each adds to the tables that are open. */
void gloss_open_text(lua_State *L);    /* sandbox_text.c: tostring, print, string.lower upper format rep */
void gloss_open_order(lua_State *L);   /* order.c: pairs, next */
void gloss_open_sort(lua_State *L);    /* sort.c: table.sort */
void gloss_open_string_match(lua_State *L); /* string_match.c: string.find match gmatch gsub */
void gloss_open_table_calls(lua_State *L);  /* table_calls.c: table.insert remove move concat unpack */
void gloss_open_require(lua_State *L); /* require.c */

/* granted.c: what a script has beyond the sandbox: a small `io`, a small `os`. */
void gloss_open_granted(lua_State *L, gloss_grants grants);

/* sandbox_text.c: pushes the value as text, as `tostring` here does: without addresses. */
void gloss_push_text(lua_State *L, int index);

/* sandbox_text.c: pushes what `change` appends for the text, which is valid UTF-8. */
void gloss_change_text(lua_State *L, gloss_slice text, void change(gloss_slice, gloss_buffer *));

/* order.c: pushes a list of the table's keys in the order of `pairs`, and returns how many; raises for a key that has no order. */
lua_Integer gloss_push_keys(lua_State *L, int index);
int gloss_pairs(lua_State *L); /* as a C function: the table is its argument */

/* view.c: puts a view that cannot be written in place of the table on the top. For unknown names it raises
 * `COMPLAINT "x"; did you mean "y"?`; with a NULL complaint they are nil. */
void gloss_seal(lua_State *L, const char *complaint);

/* require.c: what `require(name)` gives from now on: pops it. And whether it would give anything. */
void gloss_set_module(lua_State *L, const char *name);
bool gloss_has_module(lua_State *L, gloss_slice name);

#endif
