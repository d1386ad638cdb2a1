extern "C" {
#include "read/structure.h"

#include "base/memory.h"
}

#include <charconv>
#include <cstdlib>
#include <memory>
#include <new>

#include <simdjson.h>

static_assert(GLOSS_JSON_PADDING >= simdjson::SIMDJSON_PADDING, "simdjson reads further past a text");

struct gloss_structure {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> implementation; /* for the machine it runs on */
};

gloss_structure *gloss_structure_new(void) {
  return new (gloss_allocate(sizeof(gloss_structure))) gloss_structure();
}

void gloss_structure_free(gloss_structure *structure) {
  if (structure == NULL) return;
  structure->~gloss_structure();
  free(structure);
}

static simdjson::error_code make_room(gloss_structure *structure, size_t size) {
  constexpr size_t smallest = 1 << 16;
  auto &implementation = structure->implementation;
  if (implementation && implementation->capacity() >= size) return simdjson::SUCCESS;
  size_t wanted = size < smallest ? smallest : size;
  if (implementation) return implementation->allocate(wanted, 1);
  return simdjson::get_active_implementation()->create_dom_parser_implementation(wanted, 1, implementation);
}

static gloss_structure_result translate(simdjson::error_code code) {
  switch (code) {
    case simdjson::SUCCESS: return GLOSS_STRUCTURE_FOUND;
    case simdjson::UTF8_ERROR: return GLOSS_STRUCTURE_NOT_UTF8;
    case simdjson::EMPTY: return GLOSS_STRUCTURE_EMPTY;
    case simdjson::UNESCAPED_CHARS: return GLOSS_STRUCTURE_CONTROL;
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC: return GLOSS_STRUCTURE_TOO_LONG;
    default: return GLOSS_STRUCTURE_UNCLOSED_STRING;
  }
}

gloss_structure_result gloss_structure_find(gloss_structure *structure, gloss_slice text, const uint32_t **starts,
                                            uint32_t *count) {
  if (text.size == 0) return GLOSS_STRUCTURE_EMPTY;
  simdjson::error_code code = make_room(structure, text.size);
  if (code != simdjson::SUCCESS) return translate(code);
  auto bytes = reinterpret_cast<const uint8_t *>(text.data);
  code = structure->implementation->stage1(bytes, text.size, simdjson::stage1_mode::regular);
  *starts = structure->implementation->structural_indexes.get();
  *count = structure->implementation->n_structural_indexes;
  return translate(code);
}

bool gloss_structure_number(gloss_slice text, double *number) {
  return std::from_chars(text.data, text.data + text.size, *number).ec == std::errc();
}
