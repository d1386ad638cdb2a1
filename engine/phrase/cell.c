#include "base/memory.h"
#include "phrase/room.h"

/* What is no string is kept after a byte that no text begins with: its kind, counted from here. */
enum { KIND = 0xf8 };

/* -- Strings and numbers */

void gloss_phrase_add_number(gloss_buffer *to, size_t number) {
  for (; number >= 0x80; number >>= 7) gloss_buffer_add_char(to, (char)(number | 0x80));
  gloss_buffer_add_char(to, (char)number);
}

size_t gloss_phrase_read_number(const char **at) {
  const unsigned char *next = (const unsigned char *)*at;
  size_t number = 0;
  for (int shift = 0;; shift += 7) {
    number |= (size_t)(*next & 0x7f) << shift;
    if (*next++ < 0x80) break;
  }
  *at = (const char *)next;
  return number;
}

void gloss_phrase_add_string(gloss_buffer *to, gloss_slice string) {
  gloss_phrase_add_number(to, string.size);
  gloss_buffer_add(to, string);
}

gloss_slice gloss_phrase_read_string(const char **at) {
  size_t size = gloss_phrase_read_number(at);
  gloss_slice string = {*at, size};
  *at += size;
  return string;
}

/* -- Values */

static void add_nested(gloss_buffer *to, gloss_value value) {
  gloss_buffer content = {0};
  gloss_buffer_add_char(&content, (char)(KIND + value.kind));
  gloss_phrase_add_number(&content, value.size);
  for (uint32_t i = 0; i < value.size; i++) {
    if (value.kind == GLOSS_MAP) gloss_phrase_add_string(&content, value.pairs[i].key);
    gloss_phrase_add_value(&content, value.kind == GLOSS_MAP ? value.pairs[i].value : value.items[i]);
  }
  gloss_phrase_add_string(to, gloss_buffer_slice(&content));
  gloss_buffer_free(&content);
}

/* Small numbers of either sign in few bytes. */
static void add_integer(gloss_buffer *to, int64_t integer) {
  char bytes[16];
  gloss_buffer content = {.data = bytes, .capacity = sizeof bytes};
  uint64_t number = (uint64_t)integer << 1;
  gloss_buffer_add_char(&content, (char)(KIND + GLOSS_INTEGER));
  gloss_phrase_add_number(&content, integer < 0 ? ~number : number);
  gloss_phrase_add_string(to, gloss_buffer_slice(&content));
}

static int64_t read_integer(const char *at) {
  uint64_t number = gloss_phrase_read_number(&at);
  return (int64_t)(number & 1 ? ~(number >> 1) : number >> 1);
}

static void add_plain(gloss_buffer *to, gloss_value value, const void *content, size_t size) {
  gloss_phrase_add_number(to, size + 1);
  gloss_buffer_add_char(to, (char)(KIND + value.kind));
  gloss_buffer_add(to, (gloss_slice){content, size});
}

void gloss_phrase_add_value(gloss_buffer *to, gloss_value value) {
  switch ((gloss_value_kind)value.kind) {
    case GLOSS_STRING: gloss_phrase_add_string(to, gloss_value_slice(value)); break;
    case GLOSS_LIST: case GLOSS_MAP: add_nested(to, value); break;
    case GLOSS_BOOLEAN: add_plain(to, value, &value.boolean, sizeof value.boolean); break;
    case GLOSS_INTEGER: add_integer(to, value.integer); break;
    case GLOSS_NUMBER: add_plain(to, value, &value.number, sizeof value.number); break;
    default: add_plain(to, (gloss_value){0}, NULL, 0); /* nil; a place has no meaning outside its document */
  }
}

static gloss_value read_list(const char *at, uint32_t count, gloss_arena *arena) {
  gloss_value *items = gloss_arena_allocate(arena, count * sizeof *items);
  for (uint32_t i = 0; i < count; i++) items[i] = gloss_phrase_read_value(&at, arena);
  return (gloss_value){.kind = GLOSS_LIST, .size = count, .items = items};
}

static gloss_value read_map(const char *at, uint32_t count, gloss_arena *arena) {
  gloss_pair *pairs = gloss_arena_allocate(arena, count * sizeof *pairs);
  for (uint32_t i = 0; i < count; i++) {
    pairs[i].key = gloss_phrase_read_string(&at);
    pairs[i].value = gloss_phrase_read_value(&at, arena);
  }
  return (gloss_value){.kind = GLOSS_MAP, .size = count, .pairs = pairs};
}

gloss_value gloss_phrase_read_value(const char **at, gloss_arena *arena) {
  gloss_slice bytes = gloss_phrase_read_string(at);
  if (bytes.size == 0 || (unsigned char)bytes.data[0] < KIND) return gloss_value_string(bytes);
  gloss_value value = {.kind = (uint8_t)(bytes.data[0] - (char)KIND)};
  const char *content = bytes.data + 1;
  switch ((gloss_value_kind)value.kind) {
    case GLOSS_BOOLEAN: memcpy(&value.boolean, content, sizeof value.boolean); break;
    case GLOSS_INTEGER: value.integer = read_integer(content); break;
    case GLOSS_NUMBER: memcpy(&value.number, content, sizeof value.number); break;
    case GLOSS_LIST: value.size = (uint32_t)gloss_phrase_read_number(&content); return read_list(content, value.size, arena);
    case GLOSS_MAP: value.size = (uint32_t)gloss_phrase_read_number(&content); return read_map(content, value.size, arena);
    default: break;
  }
  return value;
}
