#include "store/kept.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"

enum { WAIT_MS = 10000, TOGETHER = 256 }; /* so many are written in one transaction */

/* `turn` counts the openings: what was used in a low one has not been asked for long. */
static const char schema[] =
    "PRAGMA page_size = 32768; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
    "CREATE TABLE IF NOT EXISTS turns (turn INTEGER PRIMARY KEY);"
    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, turn INTEGER NOT NULL, value BLOB NOT NULL) WITHOUT ROWID;"
    "INSERT INTO turns DEFAULT VALUES; DELETE FROM turns WHERE turn < (SELECT max(turn) FROM turns);";

struct gloss_kept {
  pthread_mutex_t lock;
  sqlite3 *base;
  sqlite3_stmt *get, *put, *touch;
  uint64_t most;
  int64_t turn;
  uint32_t waiting; /* written, and not committed yet */
  bool is_damaged;  /* as was seen on the way: it is removed when it is closed */
  char path[];
};

static bool run(gloss_kept *kept, const char *sql) {
  return sqlite3_exec(kept->base, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static int64_t number_of(gloss_kept *kept, const char *sql) {
  sqlite3_stmt *statement = NULL;
  int64_t number = 0;
  if (sqlite3_prepare_v2(kept->base, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
    number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return number;
}

static bool prepare(gloss_kept *kept, const char *sql, sqlite3_stmt **statement) {
  return sqlite3_prepare_v3(kept->base, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) == SQLITE_OK;
}

static bool open_base(gloss_kept *kept, const char *path) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path, &kept->base, flags, NULL) != SQLITE_OK) return false;
  sqlite3_busy_timeout(kept->base, WAIT_MS);
  if (!run(kept, schema)) return false;
  kept->turn = number_of(kept, "SELECT max(turn) FROM turns");
  return prepare(kept, "SELECT value, turn FROM kept WHERE key = ?", &kept->get) &&
         prepare(kept, "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", &kept->put) &&
         prepare(kept, "UPDATE kept SET turn = ?2 WHERE key = ?1", &kept->touch);
}

static void close_base(gloss_kept *kept) {
  sqlite3_finalize(kept->get);
  sqlite3_finalize(kept->put);
  sqlite3_finalize(kept->touch);
  sqlite3_close(kept->base);
  kept->get = kept->put = kept->touch = NULL;
  kept->base = NULL;
}

static void remove_file(const char *path) {
  static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
  gloss_buffer name = {0};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    gloss_buffer_clear(&name);
    gloss_buffer_print(&name, "%s%s", path, endings[i]);
    unlink(gloss_buffer_string(&name));
  }
  gloss_buffer_free(&name);
}

/* SQLITE_ERROR: it is a database, and not ours. */
static bool is_damage(int code) {
  return code == SQLITE_NOTADB || code == SQLITE_CORRUPT || code == SQLITE_ERROR;
}

gloss_kept *gloss_kept_open(const char *path, uint64_t most, bool *was_damaged, gloss_error *error) {
  size_t size = strlen(path) + 1;
  gloss_kept *kept = gloss_allocate_zeroed(1, sizeof *kept + size);
  memcpy(kept->path, path, size);
  kept->most = most;
  pthread_mutex_init(&kept->lock, NULL);
  bool opened = open_base(kept, path);
  *was_damaged = !opened && is_damage(sqlite3_errcode(kept->base));
  if (*was_damaged) {
    close_base(kept);
    remove_file(path);
    opened = open_base(kept, path);
  }
  if (opened) return kept;
  gloss_fail(error, "%s: %s", path, sqlite3_errmsg(kept->base));
  gloss_kept_close(kept);
  return NULL;
}

/* -- Asking and keeping */

static int step(gloss_kept *kept, sqlite3_stmt *statement) {
  int code = sqlite3_step(statement);
  kept->is_damaged |= is_damage(code & 0xff);
  return code;
}

static void begin(gloss_kept *kept) {
  if (kept->waiting++ == 0) run(kept, "BEGIN IMMEDIATE");
}

static void commit(gloss_kept *kept) {
  if (kept->waiting > 0) run(kept, "COMMIT");
  kept->waiting = 0;
}

static void bind_key(sqlite3_stmt *statement, const gloss_kept_key *key) {
  sqlite3_bind_blob(statement, 1, key->parts, sizeof key->parts, SQLITE_STATIC);
}

static void touch(gloss_kept *kept, const gloss_kept_key *key) {
  begin(kept);
  bind_key(kept->touch, key);
  sqlite3_bind_int64(kept->touch, 2, kept->turn);
  step(kept, kept->touch);
  sqlite3_reset(kept->touch);
}

/* What is used again is marked so, but not each time it is asked for: that is as dear as writing it. */
static bool get(gloss_kept *kept, const gloss_kept_key *key, gloss_buffer *value) {
  enum { TURNS = 8 };
  bind_key(kept->get, key);
  bool found = step(kept, kept->get) == SQLITE_ROW;
  gloss_buffer_clear(value);
  if (found)
    gloss_buffer_add(value, (gloss_slice){sqlite3_column_blob(kept->get, 0), (size_t)sqlite3_column_bytes(kept->get, 0)});
  bool is_old = found && sqlite3_column_int64(kept->get, 1) + TURNS < kept->turn;
  sqlite3_reset(kept->get);
  if (is_old) touch(kept, key);
  return found;
}

bool gloss_kept_get(gloss_kept *kept, gloss_kept_key key, gloss_buffer *value) {
  pthread_mutex_lock(&kept->lock);
  bool found = get(kept, &key, value);
  pthread_mutex_unlock(&kept->lock);
  return found;
}

void gloss_kept_put(gloss_kept *kept, gloss_kept_key key, gloss_slice value) {
  pthread_mutex_lock(&kept->lock);
  begin(kept);
  bind_key(kept->put, &key);
  sqlite3_bind_int64(kept->put, 2, kept->turn);
  sqlite3_bind_blob64(kept->put, 3, value.data, value.size, SQLITE_STATIC);
  step(kept, kept->put);
  sqlite3_reset(kept->put);
  if (kept->waiting >= TOGETHER) commit(kept);
  pthread_mutex_unlock(&kept->lock);
}

/* -- Giving up */

static uint64_t size_of(gloss_kept *kept) {
  int64_t pages = number_of(kept, "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count");
  return (uint64_t)pages * (uint64_t)number_of(kept, "PRAGMA page_size");
}

/* The oldest turns first; of the last turn as much as must. */
static void give_up(gloss_kept *kept) {
  for (int round = 0; round < 64 && size_of(kept) > kept->most; round++) {
    int64_t oldest = number_of(kept, "SELECT min(turn) FROM kept");
    gloss_buffer sql = {0};
    gloss_buffer_print(&sql, "DELETE FROM kept WHERE %s%lld", oldest < kept->turn ? "turn = " : "random() % 2 = 0 AND turn = ",
                       (long long)oldest);
    bool done = run(kept, gloss_buffer_string(&sql));
    gloss_buffer_free(&sql);
    if (!done) return;
  }
}

void gloss_kept_close(gloss_kept *kept) {
  if (kept == NULL) return;
  if (kept->touch) {
    commit(kept);
    give_up(kept);
  }
  close_base(kept);
  if (kept->is_damaged) remove_file(kept->path);
  pthread_mutex_destroy(&kept->lock);
  free(kept);
}
