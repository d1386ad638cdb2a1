#include "store/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "read/json.h"
#include "write/json_text.h"

enum { APPLICATION = 0x676c6f73, WAIT_MS = 10000 }; /* "glos" */

typedef struct layer { /* a table, and what inserts into it */
  char *name;
  gloss_names columns;
  sqlite3_stmt *insert, *clear; /* `insert` is NULL after a column was added */
} layer;

struct gloss_store {
  sqlite3 *base;
  char *path;
  sqlite3_stmt *see, *remove, *insert, *insert_value, *clear_values;
  layer *layers;
  uint32_t layer_count, layer_capacity;
  gloss_json *json;
  gloss_arena arena; /* of the document at hand */
  gloss_buffer scratch;
  uint64_t repeated;
};

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS documents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT, title TEXT, date TEXT,"
    " lang TEXT, text TEXT NOT NULL, meta TEXT, warnings TEXT, errors TEXT);"
    "CREATE TABLE IF NOT EXISTS \"values\" (document TEXT NOT NULL, name TEXT NOT NULL, value, PRIMARY KEY (document, name));"
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (title, text, content = 'documents', content_rowid = 'number');"
    "CREATE TRIGGER IF NOT EXISTS search_add AFTER INSERT ON documents BEGIN"
    " INSERT INTO search (rowid, title, text) VALUES (new.number, new.title, new.text); END;"
    "CREATE TRIGGER IF NOT EXISTS search_remove AFTER DELETE ON documents BEGIN"
    " INSERT INTO search (search, rowid, title, text) VALUES ('delete', old.number, old.title, old.text); END;"
    "CREATE TEMP TABLE seen (id TEXT PRIMARY KEY) WITHOUT ROWID;";

static bool fail(const gloss_store *store, gloss_error *error) {
  bool is_locked = sqlite3_errcode(store->base) == SQLITE_BUSY;
  return gloss_fail(error, "%s: %s", store->path, is_locked ? "another program is writing to it" : sqlite3_errmsg(store->base));
}

static bool run(gloss_store *store, const char *sql, gloss_error *error) {
  return sqlite3_exec(store->base, sql, NULL, NULL, NULL) == SQLITE_OK || fail(store, error);
}

static sqlite3_stmt *prepare(gloss_store *store, const char *sql, gloss_error *error) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v3(store->base, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) fail(store, error);
  return statement;
}

/* -- Opening */

static int64_t number_of(gloss_store *store, const char *sql) {
  sqlite3_stmt *statement = NULL;
  int64_t number = -1;
  if (sqlite3_prepare_v2(store->base, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
    number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return number;
}

static bool check_owner(gloss_store *store, gloss_error *error) {
  int64_t tables = number_of(store, "SELECT count(*) FROM sqlite_master");
  if (tables < 0) return fail(store, error);
  if (tables == 0 || number_of(store, "PRAGMA application_id") == APPLICATION) return true;
  return gloss_fail(error, "%s: is a database of another program; name another file", store->path);
}

static bool make_schema(gloss_store *store, gloss_error *error) {
  char mark[64];
  snprintf(mark, sizeof mark, "PRAGMA application_id = %d", APPLICATION);
  return run(store, "PRAGMA journal_mode = WAL", error) && run(store, "PRAGMA synchronous = NORMAL", error) &&
         run(store, mark, error) && run(store, schema, error);
}

static bool prepare_all(gloss_store *store, gloss_error *error) {
  store->see = prepare(store, "INSERT OR IGNORE INTO seen VALUES (?1)", error);
  store->remove = prepare(store, "DELETE FROM documents WHERE id = ?1", error);
  store->insert = prepare(store, "INSERT INTO documents (id, source, title, date, lang, text, meta, warnings, errors)"
                                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", error);
  store->insert_value = prepare(store, "INSERT OR REPLACE INTO \"values\" VALUES (?1, ?2, ?3)", error);
  store->clear_values = prepare(store, "DELETE FROM \"values\" WHERE document = ?1", error);
  return store->see && store->remove && store->insert && store->insert_value && store->clear_values;
}

static bool open_layers(gloss_store *store, gloss_error *error);

static bool open_base(gloss_store *store, gloss_error *error) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(store->path, &store->base, flags, NULL) != SQLITE_OK) return fail(store, error);
  sqlite3_busy_timeout(store->base, WAIT_MS);
  return check_owner(store, error) && make_schema(store, error) && prepare_all(store, error) && open_layers(store, error);
}

gloss_store *gloss_store_open(const char *path, gloss_error *error) {
  gloss_store *store = gloss_allocate_zeroed(1, sizeof *store);
  store->path = gloss_copy_string(path);
  store->json = gloss_json_new();
  if (open_base(store, error)) return store;
  gloss_store_close(store);
  return NULL;
}

static void free_layer(layer *layer) {
  sqlite3_finalize(layer->insert);
  sqlite3_finalize(layer->clear);
  gloss_names_free(&layer->columns);
  free(layer->name);
}

void gloss_store_close(gloss_store *store) {
  if (store == NULL) return;
  sqlite3_stmt *const statements[] = {store->see, store->remove, store->insert, store->insert_value, store->clear_values};
  for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) sqlite3_finalize(statements[i]);
  for (uint32_t i = 0; i < store->layer_count; i++) free_layer(&store->layers[i]);
  sqlite3_close(store->base);
  gloss_json_free(store->json);
  gloss_arena_free(&store->arena);
  gloss_buffer_free(&store->scratch);
  free(store->layers);
  free(store->path);
  free(store);
}

uint64_t gloss_store_repeated(const gloss_store *store) {
  return store->repeated;
}

/* -- Binding values */

static gloss_value get(gloss_value map, const char *key) {
  return gloss_map_get(map, gloss_slice_of(key));
}

static void bind_text(sqlite3_stmt *statement, int at, gloss_slice text) {
  sqlite3_bind_text64(statement, at, text.data, text.size, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void bind_json(gloss_store *store, sqlite3_stmt *statement, int at, gloss_value value) {
  gloss_buffer_clear(&store->scratch);
  gloss_json_add_value(&store->scratch, value, NULL, NULL);
  bind_text(statement, at, gloss_buffer_slice(&store->scratch));
}

static void bind(gloss_store *store, sqlite3_stmt *statement, int at, gloss_value value) {
  switch (value.kind) {
    case GLOSS_BOOLEAN: sqlite3_bind_int(statement, at, value.boolean); break;
    case GLOSS_INTEGER: sqlite3_bind_int64(statement, at, value.integer); break;
    case GLOSS_NUMBER: sqlite3_bind_double(statement, at, value.number); break;
    case GLOSS_STRING: bind_text(statement, at, gloss_value_slice(value)); break;
    case GLOSS_LIST:
    case GLOSS_MAP: bind_json(store, statement, at, value); break;
    default: sqlite3_bind_null(statement, at);
  }
}

/* Runs a statement that gives no rows, whose parameters are bound. */
static bool step(gloss_store *store, sqlite3_stmt *statement, gloss_error *error) {
  bool done = sqlite3_step(statement) == SQLITE_DONE || fail(store, error);
  sqlite3_reset(statement);
  return done;
}

static bool step_with(gloss_store *store, sqlite3_stmt *statement, gloss_value id, gloss_error *error) {
  bind(store, statement, 1, id);
  return step(store, statement, error);
}

/* -- Tables of layers */

/* A name in SQL. Layers and fields are named with small letters, digits and _. */
static void add_name(gloss_buffer *sql, const char *name) {
  gloss_buffer_print(sql, "\"%s\"", name);
}

/* Where a layer is called as one of the tables that are always there. */
static char *table_name(gloss_slice layer) {
  static const char *const taken[] = {"documents", "values", "search", "seen"};
  gloss_buffer name = {0};
  gloss_buffer_add(&name, layer);
  for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
    if (gloss_slice_is(layer, taken[i])) gloss_buffer_print(&name, "_layer");
  char *copy = gloss_copy_string(gloss_buffer_string(&name));
  gloss_buffer_free(&name);
  return copy;
}

static bool read_columns(gloss_store *store, layer *layer, gloss_error *error) {
  gloss_buffer sql = {0};
  gloss_buffer_print(&sql, "SELECT name FROM pragma_table_info('%s')", layer->name);
  sqlite3_stmt *statement = prepare(store, gloss_buffer_string(&sql), error);
  while (statement && sqlite3_step(statement) == SQLITE_ROW)
    gloss_names_add(&layer->columns, gloss_slice_of((const char *)sqlite3_column_text(statement, 0)));
  sqlite3_finalize(statement);
  gloss_buffer_free(&sql);
  return statement != NULL;
}

static bool open_layer(gloss_store *store, layer *layer, gloss_error *error) {
  gloss_buffer sql = {0};
  gloss_buffer_print(&sql,
                     "CREATE TABLE IF NOT EXISTS \"%s\" (document TEXT NOT NULL, id TEXT NOT NULL, start INTEGER, \"end\" INTEGER,"
                     " text TEXT, type TEXT, script TEXT, PRIMARY KEY (document, id)) WITHOUT ROWID", layer->name);
  bool done = run(store, gloss_buffer_string(&sql), error) && read_columns(store, layer, error);
  gloss_buffer_clear(&sql);
  gloss_buffer_print(&sql, "DELETE FROM \"%s\" WHERE document = ?1", layer->name);
  if (done) layer->clear = prepare(store, gloss_buffer_string(&sql), error);
  gloss_buffer_free(&sql);
  return done && layer->clear;
}

static bool add_layer(gloss_store *store, char *name, gloss_error *error) {
  store->layers = gloss_grow(store->layers, &store->layer_capacity, store->layer_count + 1u, sizeof *store->layers);
  layer *layer = &store->layers[store->layer_count++];
  *layer = (struct layer){.name = name};
  return open_layer(store, layer, error);
}

/* Those that are in the database: a document that takes the place of another leaves none of its annotations. */
static bool open_layers(gloss_store *store, gloss_error *error) {
  sqlite3_stmt *tables = prepare(store, "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
                                        " WHERE m.type = 'table' AND c.name = 'script'", error);
  gloss_names names = {0};
  bool done = tables != NULL;
  while (done && sqlite3_step(tables) == SQLITE_ROW)
    gloss_names_add(&names, gloss_slice_of((const char *)sqlite3_column_text(tables, 0)));
  sqlite3_finalize(tables);
  for (uint32_t i = 0; done && i < names.count; i++) done = add_layer(store, gloss_copy_string(names.items[i]), error);
  gloss_names_free(&names);
  return done;
}

static layer *find_layer(gloss_store *store, gloss_slice name, gloss_error *error) {
  char *table = table_name(name);
  for (uint32_t i = 0; i < store->layer_count; i++)
    if (strcmp(store->layers[i].name, table) == 0) return free(table), &store->layers[i];
  return add_layer(store, table, error) ? &store->layers[store->layer_count - 1] : NULL;
}

static bool has_column(const layer *layer, gloss_slice name) {
  for (uint32_t i = 0; i < layer->columns.count; i++)
    if (gloss_slice_is(name, layer->columns.items[i])) return true;
  return false;
}

static bool need_column(gloss_store *store, layer *layer, gloss_slice name, const char *suffix, gloss_error *error) {
  gloss_buffer column = {0}, sql = {0};
  gloss_buffer_print(&column, "%.*s%s", GLOSS_PRINT(name), suffix);
  bool done = has_column(layer, gloss_buffer_slice(&column));
  if (!done) {
    sqlite3_finalize(layer->insert);
    layer->insert = NULL;
    gloss_buffer_print(&sql, "ALTER TABLE \"%s\" ADD COLUMN \"%s\"", layer->name, gloss_buffer_string(&column));
    done = run(store, gloss_buffer_string(&sql), error);
    gloss_names_add(&layer->columns, gloss_buffer_slice(&column));
  }
  gloss_buffer_free(&column);
  gloss_buffer_free(&sql);
  return done;
}

static bool is_place(gloss_value value) {
  return value.kind == GLOSS_MAP && get(value, "start").kind == GLOSS_INTEGER && get(value, "text").kind == GLOSS_STRING;
}

static const char *const place_parts[] = {"start", "end", "ref", "name"};
static const char *const place_suffixes[] = {"_start", "_end", "_ref", "_name"};
enum { PLACE_PARTS = 4 };

/* The column of a field, which must not be one that each row has. */
static gloss_slice column_of(gloss_store *store, gloss_slice field) {
  bool is_taken = gloss_slice_is(field, "start") || gloss_slice_is(field, "end");
  return is_taken ? gloss_arena_print(&store->arena, "%.*s_field", GLOSS_PRINT(field)) : field;
}

static bool need_columns(gloss_store *store, layer *layer, gloss_value fields, gloss_error *error) {
  bool done = true;
  for (uint32_t i = 0; done && fields.kind == GLOSS_MAP && i < fields.size; i++) {
    gloss_pair field = {column_of(store, fields.pairs[i].key), fields.pairs[i].value};
    done = need_column(store, layer, field.key, "", error);
    for (int j = 0; done && is_place(field.value) && j < PLACE_PARTS; j++)
      done = need_column(store, layer, field.key, place_suffixes[j], error);
  }
  return done;
}

static bool prepare_insert(gloss_store *store, layer *layer, gloss_error *error) {
  gloss_buffer sql = {0};
  if (layer->insert) return true;
  gloss_buffer_print(&sql, "INSERT OR REPLACE INTO \"%s\" (", layer->name);
  for (uint32_t i = 0; i < layer->columns.count; i++) {
    if (i > 0) gloss_buffer_add_char(&sql, ',');
    add_name(&sql, layer->columns.items[i]);
  }
  gloss_buffer_print(&sql, ") VALUES (");
  for (uint32_t i = 0; i < layer->columns.count; i++) gloss_buffer_print(&sql, "%s?%u", i > 0 ? "," : "", i + 1);
  gloss_buffer_add_char(&sql, ')');
  layer->insert = prepare(store, gloss_buffer_string(&sql), error);
  gloss_buffer_free(&sql);
  return layer->insert != NULL;
}

static void bind_column(gloss_store *store, layer *layer, gloss_slice name, const char *suffix, gloss_value value) {
  for (uint32_t i = 0; i < layer->columns.count; i++) {
    gloss_slice column = gloss_slice_of(layer->columns.items[i]);
    bool is_it = gloss_slice_starts_with(column, name) && strcmp(column.data + name.size, suffix) == 0;
    if (is_it) bind(store, layer->insert, (int)i + 1, value);
  }
}

static void bind_field(gloss_store *store, layer *layer, gloss_pair field) {
  if (!is_place(field.value)) return bind_column(store, layer, field.key, "", field.value);
  bind_column(store, layer, field.key, "", get(field.value, "text"));
  for (int i = 0; i < PLACE_PARTS; i++)
    bind_column(store, layer, field.key, place_suffixes[i], get(field.value, place_parts[i]));
}

/* The engine's own layers have no ids: they are counted. */
static gloss_value id_of(gloss_store *store, const layer *layer, gloss_value annotation, uint32_t number) {
  gloss_value id = get(annotation, "id");
  if (id.kind == GLOSS_STRING) return id;
  return gloss_value_string(gloss_arena_print(&store->arena, "%s:%u", layer->name, number));
}

static bool add_annotation(gloss_store *store, layer *layer, gloss_value document, gloss_value annotation, uint32_t number,
                           gloss_error *error) {
  static const char *const own[] = {"start", "end", "text", "type", "script"};
  gloss_value fields = get(annotation, "fields");
  if (!need_columns(store, layer, fields, error) || !prepare_insert(store, layer, error)) return false;
  sqlite3_clear_bindings(layer->insert);
  bind_column(store, layer, GLOSS_SLICE("document"), "", document);
  bind_column(store, layer, GLOSS_SLICE("id"), "", id_of(store, layer, annotation, number));
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    bind_column(store, layer, gloss_slice_of(own[i]), "", get(annotation, own[i]));
  for (uint32_t i = 0; fields.kind == GLOSS_MAP && i < fields.size; i++)
    bind_field(store, layer, (gloss_pair){column_of(store, fields.pairs[i].key), fields.pairs[i].value});
  return step(store, layer->insert, error);
}

static bool add_annotations(gloss_store *store, gloss_value document, gloss_value layers, gloss_error *error) {
  for (uint32_t i = 0; layers.kind == GLOSS_MAP && i < layers.size; i++) {
    layer *layer = find_layer(store, layers.pairs[i].key, error);
    gloss_value rows = layers.pairs[i].value;
    for (uint32_t j = 0; layer && rows.kind == GLOSS_LIST && j < rows.size; j++)
      if (!add_annotation(store, layer, document, rows.items[j], j + 1, error)) return false;
    if (layer == NULL) return false;
  }
  return true;
}

/* -- Documents */

static bool add_value(gloss_store *store, gloss_value document, gloss_slice name, gloss_value value, gloss_error *error) {
  bool done = true;
  if (value.kind != GLOSS_MAP) {
    bind(store, store->insert_value, 1, document);
    bind_text(store->insert_value, 2, name);
    bind(store, store->insert_value, 3, value);
    return step(store, store->insert_value, error);
  }
  for (uint32_t i = 0; done && i < value.size; i++) {
    gloss_slice path = gloss_arena_print(&store->arena, "%.*s%s%.*s", GLOSS_PRINT(name), name.size > 0 ? "." : "",
                                         GLOSS_PRINT(value.pairs[i].key));
    done = add_value(store, document, path, value.pairs[i].value, error);
  }
  return done;
}

/* What an earlier document with that id has left goes. */
static bool remove_earlier(gloss_store *store, gloss_value id, gloss_error *error) {
  if (!step_with(store, store->see, id, error)) return false;
  store->repeated += sqlite3_changes(store->base) == 0;
  bool done = step_with(store, store->remove, id, error) && step_with(store, store->clear_values, id, error);
  for (uint32_t i = 0; done && i < store->layer_count; i++) done = step_with(store, store->layers[i].clear, id, error);
  return done;
}

static bool insert_document(gloss_store *store, gloss_value record, gloss_error *error) {
  static const char *const columns[] = {"id", "source", "title", "date", "lang", "text", "meta", "warnings", "errors"};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) bind(store, store->insert, (int)i + 1, get(record, columns[i]));
  return step(store, store->insert, error);
}

static bool add_document(gloss_store *store, gloss_slice line, gloss_error *error) {
  gloss_value record, id;
  gloss_json_mended mended;
  gloss_arena_reset(&store->arena);
  char *padded = gloss_arena_allocate(&store->arena, line.size + GLOSS_JSON_PADDING);
  memcpy(padded, line.data, line.size);
  if (!gloss_json_parse(store->json, (gloss_slice){padded, line.size}, &store->arena, &record, &mended, error)) return false;
  id = get(record, "id");
  return remove_earlier(store, id, error) && insert_document(store, record, error) &&
         add_annotations(store, id, get(record, "annotations"), error) &&
         add_value(store, id, (gloss_slice){"", 0}, get(record, "values"), error);
}

bool gloss_store_add(gloss_store *store, gloss_slice lines, gloss_error *error) {
  gloss_slice line;
  gloss_error ignored = {0};
  if (!run(store, "BEGIN IMMEDIATE", error)) return false;
  bool done = true;
  while (done && gloss_slice_line(&lines, &line)) done = line.size == 0 || add_document(store, line, error);
  done = done && run(store, "COMMIT", error);
  if (!done) run(store, "ROLLBACK", &ignored);
  gloss_error_clear(&ignored);
  return done;
}
