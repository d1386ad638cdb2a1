#include "machine/budget.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "machine/machine.h"

#ifndef sigev_notify_thread_id /* not every libc has a name for it */
#define sigev_notify_thread_id _sigev_un._tid
#endif

/* A tick is so much time of the thread's processor. */
enum { TICK_MS = 20, FREE_TICKS = 5, TOKENS_A_TICK = 10000, COUNTED_SECONDS = 20,
       COUNTED_TICKS = COUNTED_SECONDS * 1000 / TICK_MS, INTERVAL = 1000,
       FREE_STEPS = 50000000 }; /* more than any machine takes in the free ticks */

/* Of each thread: who runs, and how many ticks are left before that is suspicious. Its own timer's signal comes to the thread
 * itself, so nothing here is shared. */
static _Thread_local struct watch {
  lua_State *volatile running;
  volatile sig_atomic_t ticks, is_late;
} watch;
static _Thread_local timer_t timer;
static _Thread_local bool has_timer;
static _Thread_local unsigned states;

/* -- Stopping */

static void note_place(lua_State *L, gloss_budget *budget) {
  lua_Debug frame;
  for (int level = 0; budget->at[0] == '\0' && lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Sl", &frame);
    if (frame.currentline >= 0) snprintf(budget->at, sizeof budget->at, "%.40s:%d: ", frame.short_src, frame.currentline);
  }
}

void gloss_push_stop(lua_State *L) {
  const gloss_budget *budget = &gloss_state_of(L)->budget;
  int millions = (int)(budget->most / 1000000);
  luaL_checkstack(L, 2, NULL);
  bool is_late = budget->is_counted && budget->used <= budget->most; /* the steps were few, and long */
  if (gloss_is_interrupted()) lua_pushfstring(L, "%sinterrupted", budget->at);
  else if (is_late) lua_pushfstring(L, "%sit took over %d s of the processor in few steps", budget->at, COUNTED_SECONDS);
  else lua_pushfstring(L, "%sover its budget of %d million steps; --budget gives more", budget->at, millions);
}

static int stop(lua_State *L) {
  gloss_budget *budget = &gloss_state_of(L)->budget;
  if (!budget->is_spent) note_place(L, budget);
  budget->is_spent = true;
  gloss_push_stop(L);
  return lua_error(L);
}

/* Of a run that is counted: some single steps take so long, comparing strings of 100 MB, say, that the count says too little. */
static void stop_late(lua_State *L, lua_Debug *record) {
  (void)record;
  stop(L);
}

static void count(lua_State *L, lua_Debug *record) {
  (void)record;
  if (gloss_state_of(L)->budget.is_counted) gloss_spend(L, INTERVAL);
}

void gloss_spend(lua_State *L, uint64_t steps) {
  gloss_budget *budget = &gloss_state_of(L)->budget;
  budget->used += steps;
  if (watch.is_late || budget->is_spent || budget->used > budget->most) stop(L);
}

void gloss_check_spent(lua_State *L) {
  const gloss_state *state = gloss_state_of(L);
  if (state->budget.is_spent) stop(L);
  if (state->exhausted) luaL_error(L, "not enough memory");
}

/* -- The timer */

static void tick(int number) {
  (void)number;
  lua_State *running = watch.running;
  if (running == NULL || (--watch.ticks > 0 && !gloss_is_interrupted())) return;
  watch.is_late = 1;
  lua_sethook(running, stop_late, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

void gloss_budget_join(void) {
  if (states++ > 0) return;
  struct sigaction action = {.sa_handler = tick, .sa_flags = SA_RESTART};
  struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMIN};
  struct itimerspec pace = {.it_interval = {.tv_nsec = TICK_MS * 1000000}, .it_value = {.tv_nsec = TICK_MS * 1000000}};
  event.sigev_notify_thread_id = gettid();
  sigaction(SIGRTMIN, &action, NULL);
  has_timer = timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &timer) == 0;
  if (has_timer) timer_settime(timer, 0, &pace, NULL);
}

void gloss_budget_leave(void) {
  if (--states == 0 && has_timer) timer_delete(timer);
}

/* -- Beginning and ending */

static void begin(gloss_state *state, bool is_counted, uint64_t most, uint32_t ticks) {
  state->budget = (gloss_budget){.most = most, .is_counted = is_counted};
  lua_sethook(state->L, is_counted ? count : NULL, is_counted ? LUA_MASKCOUNT : 0, is_counted ? INTERVAL : 0);
  watch.running = NULL;
  watch.is_late = 0;
  watch.ticks = (sig_atomic_t)ticks;
  watch.running = state->L;
}

void gloss_budget_begin_counted(gloss_state *state, uint64_t most) {
  begin(state, true, most, COUNTED_TICKS);
}

void gloss_budget_begin_freely(gloss_state *state, uint64_t most, uint32_t tokens) {
  if (most < FREE_STEPS) gloss_budget_begin_counted(state, most);
  else begin(state, false, most, FREE_TICKS + tokens / TOKENS_A_TICK);
}

void gloss_budget_end(gloss_state *state) {
  watch.running = NULL;
  watch.is_late = 0;
  if (!state->budget.is_spent) lua_sethook(state->L, NULL, 0, 0);
}

void gloss_budget_go_on(lua_State *L) {
  watch.running = NULL;
  watch.is_late = 0;
  watch.ticks = COUNTED_TICKS;
  watch.running = L;
}

void gloss_budget_run(lua_State *L) {
  watch.running = L;
  if (watch.is_late) stop(L);
}
