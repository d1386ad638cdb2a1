/* machine: makes and unmakes the lua_State of a script, with everything open in it. For this room only. */
#ifndef GLOSS_SCRIPT_MACHINE_H
#define GLOSS_SCRIPT_MACHINE_H

#include "machine/machine.h"
#include "script/script.h"

/* Makes the lua_State with everything open in it, as environment and folder say; what close leaves can be opened again,
 * and clear takes the rest that the state owns. */
bool gloss_state_open(gloss_state *state, gloss_error *error);
void gloss_state_close(gloss_state *state);
void gloss_state_clear(gloss_state *state);

/* state.c: calls a hook; what it receives beside the options is on the top. And runs a C function, with `context` as its argument,
 * over a document, as gloss_state_run does with the hooks. */
void gloss_call_hook(lua_State *L, int hook, int arguments, int results);
bool gloss_state_run_over(gloss_state *state, gloss_document *document, lua_CFunction function, void *context);

/* state.c: the same without a document, counted at once, with so many steps more than a script may take. The path begins the
 * message. */
bool gloss_state_call(gloss_state *state, lua_CFunction function, void *context, uint64_t more_steps, gloss_error *error);

/* state.c: makes the lua_State anew, with the script loaded; `path` begins the message. */
bool gloss_state_renew(gloss_state *state, gloss_error *error);

/* The steps that it may take over a document of so many tokens. */
uint64_t gloss_budget_of(const gloss_state *state, uint64_t tokens);

/* Runs the file in a state of its own, and `read`, which may raise, with what it returned on the top. */
typedef void gloss_table_reader(lua_State *L, void *target);
bool gloss_read_table(const gloss_environment *environment, const char *folder, const char *path, gloss_table_reader *read,
                      void *target, gloss_error *error);

/* script_table.c: a reader that fills a gloss_script; raises what is wrong with the table. */
gloss_table_reader gloss_read_script;

#endif
