/* command: what the commands share: exit statuses, messages, and the engine that they set up alike. */
#ifndef GLOSS_CLI_COMMAND_H
#define GLOSS_CLI_COMMAND_H

#include "cli/arguments.h"
#include "project/project.h"
#include "run/ends.h"
#include "run/plan.h"
#include "run/tokenizer.h"

enum { /* exit statuses */
  STATUS_DONE = 0,
  STATUS_TROUBLE = 1,  /* some documents or scripts failed */
  STATUS_UNUSABLE = 2, /* the command line or a script could not be used; nothing was run */
};

/* The commands: each gets the words after its name, and returns an exit status. */
int command_diff(int count, char **words);
int command_eval(int count, char **words);
int command_formats(int count, char **words);
int command_merge(int count, char **words);
int command_new(int count, char **words);
int command_run(int count, char **words);
int command_scripts(int count, char **words);
int command_test(int count, char **words);
int command_train(int count, char **words);
int command_verify(int count, char **words);
int command_why(int count, char **words);
int command_why_not(int count, char **words);

/* What the pages say of a topic that is no command: `gloss help TOPIC`. `hint` ends the message when they say nothing. */
int show_topic(int count, char **words, const char *hint);

/* Where "scripts" or "docs" are installed: beside the program ("bin/gloss" has "share/gloss/scripts"), else where gloss was
 * built. */
void installed_folder(const char *what, const char *built, char *folder, size_t size);

/* Writes a line to standard error, as a terminal may be given it. `say` begins it with "gloss: "; `refuse` also clears the error,
 * and returns STATUS_UNUSABLE. */
void write_line(const char *start, gloss_slice line);
void say(const char *message);
int refuse(gloss_error *error);

/* Prints what is to be read, as a terminal may be given it, or JSON as it is. */
void print_shown(gloss_slice told, bool as_json);

/* The names of a list with commas; freed with free(). Of NULL none. */
gloss_slice *split_names(const char *list, uint32_t *count);

/* Says the first messages of many, and at the end how many more there were. */
typedef struct many_messages {
  uint64_t count;
} many_messages;

void say_one_of_many(many_messages *messages, const char *message);
void say_how_many_more(const many_messages *messages);

/* `-f text` or `-f json`, of the commands that have these two. */
bool read_as_json(const char *format, bool *as_json, gloss_error *error);

/* What the user said about scripts, whatever the command: */
typedef struct settings {
  gloss_names script_path;
  const char *lang;
  const char *date;   /* of documents that do not say theirs */
  const char *memory; /* megabytes a script may use */
  const char *budget; /* millions of steps a script may take */
  gloss_names grants; /* SCRIPT:WHAT */
  bool trust, help;
} settings;

/* Their entries in a command's table of arguments. */
#define SETTINGS_ARGUMENTS(s)                                                                                        \
  {.name = "script-path", .value = "DIR", .about = "search DIR first for scripts, sets, data; may be repeated",      \
   .list = &(s).script_path},                                                                                        \
  {.name = "lang", .value = "L", .about = "language of documents that do not say theirs (default: en)",              \
   .text = &(s).lang},                                                                                               \
  {.name = "memory", .value = "MB", .about = "memory a script may use (default: 256)", .text = &(s).memory},         \
  {.name = "budget", .value = "N", .about = "million steps a script may take over a document (default: 200)",        \
   .text = &(s).budget},                                                                                            \
  {.name = "grant", .value = "SCRIPT:WHAT",                                                                          \
   .about = "let a script \"read files\", or use the \"clock\"; may be repeated", .list = &(s).grants},              \
  {.name = "trust", .about = "lift the sandbox: for your own scripts only", .flag = &(s).trust},                     \
  {.letter = 'h', .name = "help", .about = "show this help", .flag = &(s).help}

/* Of those commands that read documents, also: */
#define DATE_ARGUMENT(s)                                                                                             \
  {.name = "date", .value = "D", .about = "date of documents that do not say theirs, as 2024-05-03", .text = &(s).date}

/* The engine, set up: where scripts are found, the language of the run, the compiled resources. It does not move. */
typedef struct engine {
  gloss_project project; /* what gloss.toml says; the command line comes first */
  const char *lang;      /* of documents that do not say theirs */
  gloss_search_path path;
  gloss_languages *languages;
  gloss_tokenizer *tokenizer;
  gloss_library *library;
  gloss_environment environment;
  gloss_catalog *catalog;
  gloss_ends ends; /* scripts that read and write */
} engine;

bool engine_open(engine *engine, const settings *settings, gloss_error *error);
void engine_close(engine *engine);

/* What `-s EXPR` chooses; without one what the project does, else the set `news`. And the plan of that, its options set as the
 * project says, then as `-O SCRIPT.OPTION=VALUE` does. NULL on failure. */
bool engine_choose(engine *engine, const gloss_names *expressions, gloss_selection *chosen, gloss_error *error);
gloss_plan *engine_plan(engine *engine, const gloss_selection *chosen, const gloss_names *options, gloss_error *error);

void settings_free(settings *settings);

/* How a command that needs the engine goes: its words are read; unless they ask for help the engine is opened and what the command
 * needs is set up; then it is done. What was set up is taken down again, however far it came. */
typedef struct command {
  void *job; /* what the functions are given */
  settings *settings;
  bool (*read)(void *job, int count, char **words, gloss_error *error);
  bool (*set_up)(void *job, engine *engine, gloss_error *error);
  int (*act)(void *job); /* returns an exit status */
  void (*take_down)(void *job);
} command;

int carry_out(const command *command, int count, char **words);

#endif
