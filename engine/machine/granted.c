/* What a script has by a grant: io.open and io.lines, to read only; os.time, os.date and os.clock. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "machine/machine.h"

enum { OPEN_MOST = 16 }; /* files of a script at a time: the run needs some too */

/* -- Files: those of Lua's own library, without what writes */

static int close_file(lua_State *L) {
  luaL_Stream *file = luaL_checkudata(L, 1, LUA_FILEHANDLE);
  gloss_state_of(L)->open_files--;
  return luaL_fileresult(L, fclose(file->f) == 0, NULL);
}

/* A file that is endless, or waits for somebody, would hang the run: a device, a pipe. -1, and `errno`. */
static int open_regular(const char *path) {
  struct stat status;
  int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file < 0 || (fstat(file, &status) == 0 && S_ISREG(status.st_mode))) return file;
  close(file);
  errno = S_ISDIR(status.st_mode) ? EISDIR : ENOTSUP;
  return -1;
}

/* Pushes the file; false, and `errno`, when it cannot be opened. What Lua closes when it is collected is closed before that. */
static bool push_file(lua_State *L, const char *path) {
  gloss_state *state = gloss_state_of(L);
  if (state->open_files >= OPEN_MOST) lua_gc(L, LUA_GCCOLLECT);
  if (state->open_files >= OPEN_MOST) luaL_error(L, "more than %d files are open; close those that are read", OPEN_MOST);
  luaL_Stream *file = lua_newuserdatauv(L, sizeof *file, 0);
  file->closef = NULL;
  luaL_setmetatable(L, LUA_FILEHANDLE);
  int number = open_regular(path);
  if (number < 0) return false;
  file->f = fdopen(number, "rb");
  if (file->f == NULL) return close(number), false;
  file->closef = close_file;
  state->open_files++;
  return true;
}

/* io.open(path, "r"?) -> file; or nil, what is wrong, and its number */
static int open_file(lua_State *L) {
  const char *path = luaL_checkstring(L, 1), *mode = luaL_optstring(L, 2, "r");
  if (strcmp(mode, "r") != 0 && strcmp(mode, "rb") != 0)
    return luaL_error(L, "io.open: the mode is \"r\": a script may read files, and write none");
  return push_file(L, path) ? 1 : luaL_fileresult(L, 0, path);
}

/* io.lines(path, format…) -> iterator, which closes the file when the loop ends */
static int file_lines(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  int count = lua_gettop(L);
  if (!push_file(L, path)) return luaL_error(L, "%s: %s", path, strerror(errno));
  lua_getfield(L, -1, "lines");
  lua_pushvalue(L, -2);
  for (int i = 2; i <= count; i++) lua_pushvalue(L, i);
  lua_call(L, count, 1);
  lua_pushnil(L);
  lua_pushnil(L);
  lua_pushvalue(L, count + 1);
  return 4;
}

static size_t size_left(FILE *file) {
  struct stat status;
  long at = ftell(file);
  return fstat(fileno(file), &status) == 0 && at >= 0 && status.st_size > at ? (size_t)(status.st_size - at) : 0;
}

/* file:read(format…): upvalue: the standard one, which gives up where garbage would make room for all that is left of the file */
static int read_file(lua_State *L) {
  const luaL_Stream *file = luaL_checkudata(L, 1, LUA_FILEHANDLE);
  int count = lua_gettop(L);
  for (int i = 2; file->closef && i <= count; i++) {
    const char *format = lua_type(L, i) == LUA_TSTRING ? lua_tostring(L, i) : "";
    if (format[format[0] == '*'] == 'a') gloss_check_room(L, 2 * size_left(file->f));
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, count, LUA_MULTRET);
  return lua_gettop(L);
}

static int file_text(lua_State *L) {
  const luaL_Stream *file = luaL_checkudata(L, 1, LUA_FILEHANDLE);
  return lua_pushstring(L, file->closef ? "file" : "file (closed)"), 1; /* not its address */
}

static void remove_method(lua_State *L, const char *name) {
  lua_pushnil(L);
  lua_setfield(L, -2, name);
}

/* Leaves close, lines, read and seek to a file. */
static void narrow_files(lua_State *L) {
  luaL_getmetatable(L, LUA_FILEHANDLE);
  lua_pushcfunction(L, file_text);
  lua_setfield(L, -2, "__tostring");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_getfield(L, -1, "__index");
  lua_getfield(L, -1, "read");
  lua_pushcclosure(L, read_file, 1);
  lua_setfield(L, -2, "read");
  remove_method(L, "write");
  remove_method(L, "flush");
  remove_method(L, "setvbuf");
  lua_pop(L, 2);
}

static void open_reading(lua_State *L) {
  static const luaL_Reg functions[] = {{"open", open_file}, {"lines", file_lines}, {NULL, NULL}};
  lua_pushcfunction(L, luaopen_io);
  lua_call(L, 0, 0);
  narrow_files(L);
  luaL_newlib(L, functions);
  lua_setglobal(L, "io");
}

/* -- The clock */

static void open_clock(lua_State *L) {
  static const char *const names[] = {"time", "date", "clock", NULL};
  lua_pushcfunction(L, luaopen_os);
  lua_call(L, 0, 1);
  lua_newtable(L);
  for (int i = 0; names[i]; i++) {
    lua_getfield(L, -2, names[i]);
    lua_setfield(L, -2, names[i]);
  }
  lua_setglobal(L, "os");
  lua_pop(L, 1);
}

void gloss_open_granted(lua_State *L, gloss_grants grants) {
  if (grants & GLOSS_GRANT_READ_FILES) open_reading(L);
  if (grants & GLOSS_GRANT_CLOCK) open_clock(L);
}
