extern "C" {
#include "write/json_text.h"
}

#include <charconv>
#include <cmath>

/* The standard library's is Ryu (Adams 2018). */
void gloss_json_add_number(gloss_buffer *out, double number) {
  constexpr size_t longest = 32;
  double size = std::fabs(number);
  bool plain = size == 0 || (size >= 1e-5 && size < 1e17);
  char *start = gloss_buffer_reserve(out, longest);
  auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  out->size += static_cast<size_t>(std::to_chars(start, start + longest, number, format).ptr - start);
}
