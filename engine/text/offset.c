#include <stdlib.h>

#include "base/memory.h"
#include "text/room.h"
#include "unicode/unicode.h"

enum { STRIDE = 64 }; /* bytes that are counted at each question; of the rest the sum is kept */

void gloss_offsets_clear(gloss_document *document) {
  struct gloss_document_room *room = document->room;
  room->is_counted = false;
  room->line_count = 0;
  room->code_points = gloss_shrink(room->code_points, &room->code_point_capacity, sizeof *room->code_points);
  room->lines = gloss_shrink(room->lines, &room->line_capacity, sizeof *room->lines);
}

static void count_code_points(const gloss_document *document) {
  struct gloss_document_room *room = document->room;
  size_t size = document->text.size, marks = size / STRIDE + 1;
  room->code_points = gloss_grow(room->code_points, &room->code_point_capacity, marks, sizeof *room->code_points);
  uint32_t count = 0;
  for (size_t i = 0; i < marks; i++) {
    room->code_points[i] = count;
    size_t end = i + 1 < marks ? (i + 1) * STRIDE : size;
    count += (uint32_t)gloss_utf8_count(gloss_slice_cut(document->text, i * STRIDE, end));
  }
  room->is_ascii = count == size;
  room->is_counted = true;
}

uint32_t gloss_document_code_points(const gloss_document *document, uint32_t byte) {
  const struct gloss_document_room *room = document->room;
  if (!room->is_counted) count_code_points(document);
  if (room->is_ascii) return byte;
  uint32_t mark = byte / STRIDE;
  return room->code_points[mark] + (uint32_t)gloss_utf8_count(gloss_slice_cut(document->text, mark * STRIDE, byte));
}

static void add_line(struct gloss_document_room *room, size_t start) {
  room->lines = gloss_grow(room->lines, &room->line_capacity, room->line_count + 1u, sizeof *room->lines);
  room->lines[room->line_count++] = (uint32_t)start;
}

static void find_lines(const gloss_document *document) {
  gloss_slice text = document->text;
  add_line(document->room, 0);
  size_t start = 0;
  for (const char *at; start < text.size && (at = memchr(text.data + start, '\n', text.size - start)) != NULL;) {
    start = (size_t)(at - text.data) + 1;
    add_line(document->room, start);
  }
}

void gloss_document_position(const gloss_document *document, uint32_t byte, uint32_t *line, uint32_t *column) {
  const struct gloss_document_room *room = document->room;
  if (room->line_count == 0) find_lines(document);
  uint32_t low = 1, high = room->line_count; /* the first line that begins after the byte */
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (room->lines[middle] <= byte) low = middle + 1;
    else high = middle;
  }
  *line = low;
  *column = gloss_document_code_points(document, byte) - gloss_document_code_points(document, room->lines[low - 1]) + 1;
}
