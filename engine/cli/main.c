/* gloss: reads articles, runs Lua scripts over them, writes what they found. The commands are in command_NAME.c. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/nearest.h"
#include "cli/command.h"

static int command_help(int count, char **words);

static bool asks_for_help(int count, char **words) {
  return count > 0 && (strcmp(words[0], "--help") == 0 || strcmp(words[0], "-h") == 0);
}

static int command_version(int count, char **words) {
  puts(asks_for_help(count, words) ? "gloss version\n\nShows the version of gloss." : "gloss " GLOSS_VERSION);
  return STATUS_DONE;
}

static const struct {
  const char *name, *about;
  int (*run)(int count, char **words);
} commands[] = {
    {"run", "analyse articles: files, folders, standard input", command_run},
    {"merge", "rows of folds, from the parts that several runs have written", command_merge},
    {"scripts", "what scripts and sets there are, and what they provide", command_scripts},
    {"formats", "what is read and what is written", command_formats},
    {"test", "run the tests that scripts carry", command_test},
    {"train", "learn from labelled articles: a tagger or a classifier", command_train},
    {"verify", "whether scripts carry anything from one document to the next", command_verify},
    {"why", "why an annotation is there: script, line, pattern or list, what it read", command_why},
    {"why-not", "how far a script's patterns got, and what stopped them", command_why_not},
    {"help", "this help; `gloss help COMMAND` for a command's", command_help},
    {"version", "the version of gloss", command_version},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void print_help(void) {
  puts("gloss reads articles, runs Lua scripts over them, and writes what they found.\n\n"
       "  gloss run article.txt                    people, places, quotations and tone, to read\n"
       "  gloss run -f jsonl articles/ > out.jsonl  a folder of articles, to compute with\n"
       "  gloss run -s quotes,./mine.lua a.txt      chosen scripts, and one of your own\n\n"
       "Commands:");
  for (int i = 0; i < COMMANDS; i++) printf("  %-10s %s\n", commands[i].name, commands[i].about);
  puts("\nEach command has --help.");
}

static int find_command(const char *name) {
  for (int i = 0; i < COMMANDS; i++)
    if (strcmp(commands[i].name, name) == 0) return i;
  return -1;
}

static int refuse_command(const char *name) {
  gloss_nearest nearest = {.word = gloss_slice_of(name)};
  char space[128];
  for (int i = 0; i < COMMANDS; i++) gloss_nearest_offer(&nearest, gloss_slice_of(commands[i].name));
  fprintf(stderr, "gloss: unknown command \"%s\"%s (`gloss --help` lists them)\n", name, gloss_nearest_hint(&nearest, space));
  return STATUS_UNUSABLE;
}

static int command_help(int count, char **words) {
  static char help[] = "--help";
  char *ask[] = {help};
  bool is_named = count > 0 && !asks_for_help(count, words);
  int command = is_named ? find_command(words[0]) : -1;
  if (is_named && command < 0) return refuse_command(words[0]);
  if (command >= 0 && commands[command].run != command_help) return commands[command].run(1, ask);
  print_help();
  return STATUS_DONE;
}

static void stop_without_memory(size_t wanted) {
  fprintf(stderr, "gloss: out of memory (%zu bytes wanted); what was written so far is not complete\n", wanted);
  _Exit(STATUS_TROUBLE);
}

int main(int count, char **words) {
  signal(SIGPIPE, SIG_IGN); /* a reader that has gone away is an error of the output like any other */
  signal(SIGXFSZ, SIG_IGN); /* and so is a limit for the size of a file */
  gloss_memory_on_exhausted(stop_without_memory);
  const char *name = count > 1 ? words[1] : "";
  int status;
  if (count < 2 || asks_for_help(count - 1, words + 1)) status = command_help(0, NULL);
  else if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) status = command_version(0, NULL);
  else if (find_command(name) < 0) status = refuse_command(name);
  else status = commands[find_command(name)].run(count - 2, words + 2);
  bool written = fflush(stdout) == 0;
  return status == STATUS_DONE && !written ? STATUS_TROUBLE : status;
}
