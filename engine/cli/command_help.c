#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/command.h"
#include "manual/manual.h"

enum { MOST_ROWS = 12, MOST_SECTIONS = 6 };

static gloss_manual_look find_look(void) {
  struct winsize size;
  gloss_manual_look look = {.width = 80, .colour = isatty(STDOUT_FILENO)};
  if (look.colour && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) look.width = size.ws_col;
  return look;
}

static void show_rows(const gloss_manual *manual, const gloss_row *rows, uint32_t count, gloss_buffer *out) {
  gloss_manual_look look = find_look();
  for (uint32_t i = 0; i < count; i++) {
    if (i == 0 || rows[i].section != rows[i - 1].section) {
      if (i > 0) gloss_buffer_add_char(out, '\n');
      gloss_manual_show_heading(&manual->sections[rows[i].section], look, out);
    }
    gloss_manual_show(rows[i].line, look, out);
  }
}

/* The best section whole; of the others where they are. */
static void show_sections(const gloss_manual *manual, const uint32_t *found, uint32_t count, gloss_buffer *out) {
  gloss_manual_look look = find_look();
  const gloss_section *best = &manual->sections[found[0]];
  gloss_manual_show_heading(best, look, out);
  gloss_buffer_add_char(out, '\n');
  gloss_manual_show(best->text, look, out);
  if (count > 1) gloss_buffer_add(out, GLOSS_SLICE("\nSee also:\n"));
  for (uint32_t i = 1; i < count; i++) {
    gloss_buffer_add(out, GLOSS_SLICE("  "));
    gloss_manual_show_heading(&manual->sections[found[i]], look, out);
  }
}

static bool show(const gloss_manual *manual, gloss_slice topic, gloss_buffer *out) {
  gloss_row rows[MOST_ROWS];
  uint32_t found[MOST_SECTIONS];
  uint32_t count = memchr(topic.data, ' ', topic.size) ? 0 : gloss_manual_find_rows(manual, topic, rows, MOST_ROWS);
  if (count > 0) show_rows(manual, rows, count, out);
  uint32_t sections = count > 0 ? 0 : gloss_manual_search(manual, topic, found, MOST_SECTIONS);
  if (sections > 0) show_sections(manual, found, sections, out);
  return count + sections > 0;
}

static bool answer(gloss_manual *manual, gloss_slice topic, const char *hint, gloss_buffer *out, gloss_error *error) {
  char folder[4200];
  installed_folder("docs", GLOSS_DOCS, folder, sizeof folder);
  if (!gloss_manual_read(manual, folder, error)) return false;
  installed_folder("scripts/lang/" GLOSS_STANDARD_LANGUAGE, GLOSS_SCRIPTS "/lang/" GLOSS_STANDARD_LANGUAGE, folder, sizeof folder);
  if (!gloss_manual_read_stop_words(manual, folder, error)) return false;
  return show(manual, topic, out) ||
         gloss_fail(error, "no command is called \"%.*s\", and the pages say nothing of it%s (`gloss --help` lists the commands)",
                    GLOSS_PRINT(topic), hint);
}

int show_topic(int count, char **words, const char *hint) {
  gloss_error error = {0};
  gloss_manual manual = {0};
  gloss_buffer topic = {0}, out = {0};
  for (int i = 0; i < count; i++) gloss_buffer_print(&topic, "%s%s", i ? " " : "", words[i]);
  bool answered = answer(&manual, gloss_buffer_slice(&topic), hint, &out, &error);
  if (answered) fwrite(out.data, 1, out.size, stdout);
  gloss_buffer_free(&topic);
  gloss_buffer_free(&out);
  gloss_manual_free(&manual);
  return answered ? STATUS_DONE : refuse(&error);
}
