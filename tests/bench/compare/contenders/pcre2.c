/* One alternation of all names, the longest first, compiled by the JIT. */
#define _GNU_SOURCE
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "contender.h"

typedef struct matcher {
  pcre2_code *code;
  pcre2_match_data *data;
} matcher;

static int longer_first(const void *a, const void *b) {
  size_t one = strlen(*(char *const *)a), other = strlen(*(char *const *)b);
  return (one < other) - (one > other);
}

static char *print_pattern(names names) {
  size_t size = 16, at;
  for (size_t i = 0; i < names.count; i++) size += strlen(names.items[i]) + 1;
  char *pattern = malloc(size);
  at = (size_t)sprintf(pattern, "\\b(?:");
  qsort(names.items, names.count, sizeof *names.items, longer_first);
  for (size_t i = 0; i < names.count; i++) at += (size_t)sprintf(pattern + at, "%s|", names.items[i]);
  strcpy(pattern + at - 1, ")\\b");
  return pattern;
}

static size_t find(void *built, const char *text, size_t size) {
  matcher *matcher = built;
  size_t hits = 0, from = 0;
  while (pcre2_match(matcher->code, (PCRE2_SPTR)text, size, from, 0, matcher->data, NULL) > 0) {
    from = pcre2_get_ovector_pointer(matcher->data)[1];
    hits++;
  }
  return hits;
}

int main(int count, char **words) {
  if (count < 4) return 2;
  names names = read_names(words[1]);
  int error;
  PCRE2_SIZE at;
  double start = now();
  char *pattern = print_pattern(names);
  matcher matcher = {.code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP, &error, &at, NULL)};
  if (matcher.code == NULL) {
    char message[128];
    pcre2_get_error_message(error, (PCRE2_UCHAR *)message, sizeof message);
    return refuse(message);
  }
  if (pcre2_jit_compile(matcher.code, PCRE2_JIT_COMPLETE) != 0) return refuse("the JIT");
  matcher.data = pcre2_match_data_create_from_pattern(matcher.code, NULL);
  return run(find, &matcher, now() - start, words[2], atof(words[3]));
}
