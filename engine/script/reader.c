#include "script/reader.h"

#include "base/hash.h"
#include "bind/objects.h"
#include "script/machine.h"

/* What `add` and the input need; it is there while `read` runs. */
typedef struct reading {
  const gloss_input *input;
  gloss_added_take *take;
  void *context;
} reading;

/* Of the input each byte gives so many steps, as a token of five bytes does; a document that is added takes some, so that no file
 * becomes documents without end. */
enum { STEPS_A_BYTE = 400, STEPS_A_DOCUMENT = 10000, STEPS_AN_ADDED_BYTE = 10 };

/* The upvalues are the reading, and which one of the state it is. */
static const reading *check_reading(lua_State *L) {
  uint64_t number = (uint64_t)lua_tointeger(L, lua_upvalueindex(2));
  if (number != gloss_state_of(L)->readings) luaL_error(L, "the input is closed: `read` has returned");
  return lua_touserdata(L, lua_upvalueindex(1));
}

static void push_function(lua_State *L, const reading *reading, lua_CFunction function) {
  lua_pushlightuserdata(L, (void *)reading);
  lua_pushinteger(L, (lua_Integer)gloss_state_of(L)->readings);
  lua_pushcclosure(L, function, 2);
}

/* -- The input */

/* input:text() -> string, UTF-8 */
static int input_text(lua_State *L) {
  gloss_push_slice(L, check_reading(L)->input->text);
  return 1;
}

/* input:bytes() -> string, as they stand in the file */
static int input_bytes(lua_State *L) {
  gloss_push_slice(L, check_reading(L)->input->bytes);
  return 1;
}

/* The third upvalue is where the next line begins. */
static int next_line(lua_State *L) {
  gloss_slice text = check_reading(L)->input->text, line;
  size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  gloss_slice rest = gloss_slice_cut(text, at, text.size);
  if (!gloss_slice_line(&rest, &line)) return lua_pushnil(L), 1;
  lua_pushinteger(L, (lua_Integer)(text.size - rest.size));
  lua_replace(L, lua_upvalueindex(3));
  gloss_push_slice(L, line);
  return 1;
}

/* input:lines() -> iterator of string, without its end */
static int input_lines(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_line, 3);
  return 1;
}

/* input:beside(ending) -> string, UTF-8, or nil: the text of the file of the same name with that ending */
static int input_beside(lua_State *L) {
  const gloss_input *input = check_reading(L)->input;
  gloss_slice ending = gloss_check_slice(L, 2);
  bool is_ending = ending.size > 1 && ending.data[0] == '.' && !memchr(ending.data, '/', ending.size);
  luaL_argcheck(L, is_ending && !memchr(ending.data, '\0', ending.size), 2, "an ending is expected, as \".ann\" is");
  gloss_buffer *content = gloss_push_buffer(L);
  if (input->beside == NULL || !input->beside(input->context, ending, content)) return lua_pushnil(L), 1;
  gloss_check_room(L, content->size);
  gloss_push_slice(L, gloss_buffer_slice(content));
  gloss_buffer_free(content);
  return 1;
}

static void push_input(lua_State *L, const reading *reading) {
  static const luaL_Reg methods[] = {
      {"text", input_text}, {"bytes", input_bytes}, {"lines", input_lines}, {"beside", input_beside}, {NULL, NULL},
  };
  lua_newtable(L);
  for (const luaL_Reg *method = methods; method->name; method++) {
    push_function(L, reading, method->func);
    lua_setfield(L, -2, method->name);
  }
  gloss_push_slice(L, reading->input->name);
  lua_setfield(L, -2, "name");
  gloss_seal(L, "an input has no");
}

/* -- Adding */

/* add{ text = … | blocks = …, title = …, … } */
static int add(lua_State *L) {
  const reading *reading = check_reading(L);
  gloss_state *state = gloss_state_of(L);
  size_t charged = state->charged;
  luaL_checktype(L, 1, LUA_TTABLE);
  gloss_arena_reset(&state->arena);
  gloss_value added = gloss_to_mixed_value(L, 1, &state->arena, "the document");
  gloss_spend(L, STEPS_A_DOCUMENT + STEPS_AN_ADDED_BYTE * (state->charged - charged));
  gloss_error_clear(&state->error);
  bool is_taken = reading->take(reading->context, added, &state->error);
  gloss_state_give_back(state, charged);
  gloss_budget_go_on(L);
  if (!is_taken) gloss_raise(L);
  return 0;
}

/* -- Running */

static int read(lua_State *L) {
  const reading *reading = lua_touserdata(L, 1);
  gloss_seed_random(L, gloss_hash(reading->input->name));
  push_input(L, reading);
  push_function(L, reading, add);
  gloss_call_hook(L, GLOSS_HOOK_READ, 2, 0);
  return 0;
}

bool gloss_reader_read(gloss_state *state, const gloss_input *input, gloss_added_take *take, void *context, gloss_error *error) {
  state->readings++;
  bool done = gloss_state_call(state, read, &(reading){input, take, context}, input->bytes.size * STEPS_A_BYTE, error);
  state->readings++;
  return done;
}

/* -- Detecting */

typedef struct detection {
  gloss_slice head;
  bool is_one;
} detection;

static int detect(lua_State *L) {
  detection *detection = lua_touserdata(L, 1);
  gloss_push_slice(L, detection->head);
  gloss_call_hook(L, GLOSS_HOOK_DETECT, 1, 1);
  detection->is_one = lua_toboolean(L, -1);
  return 0;
}

bool gloss_reader_detect(gloss_state *state, gloss_slice head, gloss_error *error) {
  detection detection = {.head = head};
  return gloss_state_call(state, detect, &detection, head.size * STEPS_A_BYTE, error) && detection.is_one;
}
