#include "base/slice.h"

bool gloss_slice_starts_with(gloss_slice slice, gloss_slice start) {
  return slice.size >= start.size && gloss_slice_equal(gloss_slice_cut(slice, 0, start.size), start);
}

bool gloss_slice_ends_with(gloss_slice slice, gloss_slice end) {
  return slice.size >= end.size && gloss_slice_equal(gloss_slice_cut(slice, slice.size - end.size, slice.size), end);
}

int gloss_slice_compare(gloss_slice a, gloss_slice b) {
  size_t shorter = a.size < b.size ? a.size : b.size;
  int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
  return order ? order : (a.size > b.size) - (a.size < b.size);
}

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

gloss_slice gloss_slice_trim(gloss_slice slice) {
  size_t start = 0, end = slice.size;
  while (start < end && is_space(slice.data[start])) start++;
  while (end > start && is_space(slice.data[end - 1])) end--;
  return gloss_slice_cut(slice, start, end);
}

bool gloss_slice_split(gloss_slice *rest, char separator, gloss_slice *part) {
  if (rest->data == NULL) return false;
  const char *found = rest->size ? memchr(rest->data, separator, rest->size) : NULL;
  if (found == NULL) {
    *part = *rest;
    *rest = (gloss_slice){NULL, 0};
    return part->size > 0;
  }
  size_t size = (size_t)(found - rest->data);
  *part = gloss_slice_cut(*rest, 0, size);
  *rest = gloss_slice_cut(*rest, size + 1, rest->size);
  return true;
}

bool gloss_slice_line(gloss_slice *rest, gloss_slice *line) {
  if (!gloss_slice_split(rest, '\n', line)) return false;
  if (line->size > 0 && line->data[line->size - 1] == '\r') line->size--;
  return true;
}
