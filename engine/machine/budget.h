/* budget: how much a script may do, so that none can hang a run.
 *
 * Time arms, count decides. Over a document a script runs freely; a timer of the thread looks at it now and then, and stops one
 * that takes suspiciously long. Its lua_State is then given up, and it runs over the document once more in a fresh one, where its
 * steps are counted: instructions of Lua, and what loops of C report. Only the count decides whether that is an error, so the
 * result is the same on every machine. What is loaded is counted at once.
 *
 * Nothing of a lua_State that was stopped is used again, and nothing that a script calls keeps the stop from coming through:
 * pcall, coroutines, handlers of errors. An interruption (base/interrupt.h) stops like a budget. */
#ifndef GLOSS_MACHINE_BUDGET_H
#define GLOSS_MACHINE_BUDGET_H

#include <lua.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct gloss_state gloss_state;

typedef struct gloss_budget {
  uint64_t used, most; /* steps */
  bool is_counted;
  bool is_spent;       /* stopped */
  char at[64];         /* "tone.lua:31": where; cut when it is longer */
} gloss_budget;

enum { GLOSS_BUDGET = 200, GLOSS_BUDGET_TOKEN = 2000 }; /* millions of steps by default; and steps more for each token */

/* The state begins to run something: counted, up to `most` steps; or freely, which is suspicious when it takes longer than so many
 * tokens of a document should, or when what loops of C report is more than `most`. A budget so small that time would not tell is
 * counted at once. And ends. The thread that calls is the one that runs. */
void gloss_budget_begin_counted(gloss_state *state, uint64_t most);
void gloss_budget_begin_freely(gloss_state *state, uint64_t most, uint32_t tokens);
void gloss_budget_end(gloss_state *state);

/* What ran calls something that runs other states of the thread, and goes on after that: the time of the others is not its own. */
void gloss_budget_go_on(lua_State *L);

/* The thread has one state more, or less, that may run. */
void gloss_budget_join(void);
void gloss_budget_leave(void);

/* What loops of C call: so many steps were taken. Raises when that was too much. */
void gloss_spend(lua_State *L, uint64_t steps);

/* Pushes what is said of a state that was stopped: "tone.lua:31: over its budget of …". */
void gloss_push_stop(lua_State *L);

/* Raises once more what has stopped the state, if something has: for what catches errors. */
void gloss_check_spent(lua_State *L);

/* From now on this coroutine runs, or the one it gives back to. */
void gloss_budget_run(lua_State *L);

/* calls.c: pcall, xpcall and coroutine as the standard has them, but that they let a stop through. */
void gloss_open_calls(lua_State *L);

#endif
