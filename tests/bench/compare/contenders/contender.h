/* What the contenders in C share: the list, and a run over the documents until the time is up, told as JSON. */
#ifndef CONTENDER_H
#define CONTENDER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

typedef struct names {
  char **items;
  size_t count;
} names;

/* The first column, without the header. */
static names read_names(const char *path) {
  names names = {0};
  char *line = NULL;
  size_t room = 0;
  FILE *file = fopen(path, "r");
  if (file == NULL || getline(&line, &room, file) < 0) exit(1);
  while (getline(&line, &room, file) >= 0) {
    if ((names.count & (names.count - 1)) == 0) names.items = realloc(names.items, (names.count * 2 + 1) * sizeof *names.items);
    names.items[names.count++] = strndup(line, strcspn(line, "\t\n"));
  }
  free(line);
  fclose(file);
  return names;
}

static int refuse(const char *reason) {
  printf("{\"refused\": \"%s\"}\n", reason);
  return 0;
}

typedef size_t find_hits(void *built, const char *text, size_t size);

static int run(find_hits *find, void *built, double building, const char *path, double seconds) {
  char *line = NULL;
  size_t room = 0, documents = 0, hits = 0;
  double scanning = 0;
  FILE *file = fopen(path, "r");
  if (file == NULL) return 1;
  for (ssize_t size; scanning < seconds && (size = getline(&line, &room, file)) >= 0; documents++) {
    double start = now();
    hits += find(built, line, (size_t)size);
    scanning += now() - start;
  }
  printf("{\"build\": %f, \"cut\": 0, \"scan\": %f, \"documents\": %zu, \"hits\": %zu}\n", building, scanning, documents, hits);
  free(line);
  fclose(file);
  return 0;
}

#endif
