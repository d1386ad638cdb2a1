#include "cli/ends.h"

#include "base/file.h"

static const char TEMPLATE[] = "template:";

static bool is_template(const ends *ends) {
  return ends->format && strncmp(ends->format, TEMPLATE, strlen(TEMPLATE)) == 0;
}

/* What has a sign says where something is read; a name alone is a column to write. */
static void split_columns(ends *ends) {
  gloss_slice rest = gloss_slice_of(ends->columns ? ends->columns : ""), part;
  while (gloss_slice_split(&rest, ',', &part)) {
    bool is_read = part.size > 0 && memchr(part.data, '=', part.size);
    gloss_buffer *to = is_read ? &ends->read_columns : &ends->write_columns;
    gloss_buffer_print(to, "%s%.*s", to->size > 0 ? "," : "", GLOSS_PRINT(part));
  }
}

bool ends_choose(ends *ends, engine *engine, gloss_error *error) {
  const char *input = ends->input_format ? ends->input_format : "auto";
  const char *format = is_template(ends) ? "template" : ends->format;
  split_columns(ends);
  if (!gloss_ends_read(&engine->ends, engine->catalog, gloss_slice_of(input), say, error)) return gloss_fail_at(error, "-i");
  return format == NULL || gloss_ends_write(&engine->ends, engine->catalog, gloss_slice_of(format), error);
}

/* -- The writer */

static bool has_option(const gloss_step *step, const char *name) {
  for (uint32_t i = 0; step && i < step->script->option_count; i++)
    if (gloss_slice_is(step->script->options[i].name, name)) return true;
  return false;
}

static bool set_option(gloss_plan *plan, const char *name, gloss_slice value, gloss_error *error) {
  gloss_buffer setting = {0};
  gloss_buffer_print(&setting, "%s.%s=", plan->writer->script->name, name);
  gloss_buffer_add(&setting, value);
  bool done = gloss_plan_set_option(plan, gloss_buffer_slice(&setting), error);
  gloss_buffer_free(&setting);
  return done;
}

static bool set_columns(ends *ends, gloss_plan *plan, gloss_error *error) {
  const char *columns = ends->write_columns.size > 0 ? gloss_buffer_string(&ends->write_columns) : NULL;
  if (columns == NULL) return true;
  if (has_option(plan->writer, "columns")) return set_option(plan, "columns", gloss_slice_of(columns), error);
  return gloss_fail(error, "--columns %s: for -f csv, tsv and other formats that have columns; text=%s says where the text is read",
                    columns, columns);
}

/* What it puts in is escaped when the file's own name says that it is markup. */
static bool set_template(const ends *ends, gloss_plan *plan, gloss_error *error) {
  if (!is_template(ends)) return true;
  const char *path = ends->format + strlen(TEMPLATE);
  gloss_slice ending = gloss_path_ending(path);
  bool is_markup = gloss_slice_is(ending, ".html") || gloss_slice_is(ending, ".htm") || gloss_slice_is(ending, ".xml");
  gloss_buffer text = {0};
  bool done = gloss_file_read(path, &text, error) && set_option(plan, "text", gloss_buffer_slice(&text), error) &&
              set_option(plan, "html", is_markup ? GLOSS_SLICE("true") : GLOSS_SLICE("false"), error);
  gloss_buffer_free(&text);
  return done || gloss_fail_at(error, "-f %s", ends->format);
}

/* -- Reading */

static bool set_up_reading(ends *ends, engine *engine, const gloss_plan *plan, gloss_error *error) {
  gloss_slice name = gloss_slice_of(ends->input_format ? ends->input_format : "auto");
  ends->readers = gloss_readers_new(&engine->environment, plan, error);
  if (ends->readers == NULL) return false;
  ends->source.scripted = gloss_readers_formats(ends->readers);
  bool is_script = plan->reader_count == 1 && !gloss_slice_is(name, "auto");
  if (is_script) ends->source.format = ends->source.scripted->formats;
  return is_script || gloss_format_find(name, ends->source.scripted, &ends->source.format, error);
}

bool ends_set_up(ends *ends, engine *engine, gloss_plan *plan, gloss_error *error) {
  const char *read = gloss_buffer_string(&ends->read_columns);
  ends->source.encoding = ends->encoding;
  if (!gloss_columns_parse(read, &ends->parser.columns, error)) return false;
  if (ends->encoding && !gloss_source_knows_encoding(ends->encoding, error)) return gloss_fail_at(error, "--encoding");
  return set_columns(ends, plan, error) && set_template(ends, plan, error) && set_up_reading(ends, engine, plan, error);
}

void ends_free(ends *ends) {
  gloss_readers_free(ends->readers);
  gloss_buffer_free(&ends->read_columns);
  gloss_buffer_free(&ends->write_columns);
}
