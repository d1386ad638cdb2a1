#include "segment/blocks.h"

#include "segment/bytes.h"

/* A block as it is looked at: what its words are like, and its words as the rules have them. */
typedef struct look {
  const gloss_rules *rules;
  gloss_slice text;
  gloss_slice plain;    /* as gloss_plain_words; only of a short block */
  uint32_t words;       /* WORDS_MAX: more than any rule asks for */
  uint32_t capitals;    /* words that begin with a capital or a digit */
  uint32_t smalls;      /* words that stay small in a headline */
  uint32_t digits;      /* words with a digit */
  uint32_t dates;       /* words of a date */
  uint32_t letters;     /* words with a letter */
  uint32_t tags;        /* handles, hashtags, URLs */
  bool begins_with_capital;
  char last; /* byte, behind closing marks */
} look;

enum { WORDS_MAX = 64, TITLE_BYTES_MAX = 300 };

/* -- Looking */

static bool next_word(gloss_slice *rest, gloss_slice *word) {
  size_t start = 0, end;
  while (start < rest->size && gloss_byte_is(rest->data[start], GLOSS_BYTE_SPACE)) start++;
  for (end = start; end < rest->size && !gloss_byte_is(rest->data[end], GLOSS_BYTE_SPACE);) end++;
  *word = gloss_slice_cut(*rest, start, end);
  *rest = gloss_slice_cut(*rest, end, rest->size);
  return word->size > 0;
}

static uint16_t class_at(gloss_slice text, size_t at, uint32_t *size) {
  uint32_t code_point;
  *size = gloss_utf8_decode(text.data + at, &code_point);
  return gloss_char_class(code_point);
}

/* The word without the marks at its ends. */
static gloss_slice core_of(gloss_slice word) {
  const uint16_t kept = GLOSS_CHAR_LETTER | GLOSS_CHAR_NUMBER | GLOSS_CHAR_MARK;
  size_t start = 0, end = 0;
  uint32_t size;
  while (start < word.size && !(class_at(word, start, &size) & kept)) start += size;
  for (size_t at = start; at < word.size; at += size)
    if (class_at(word, at, &size) & kept) end = at + size;
  return end > start ? gloss_slice_cut(word, start, end) : (gloss_slice){word.data, 0};
}

static bool has_digit(gloss_slice word) {
  for (size_t i = 0; i < word.size; i++)
    if (gloss_byte_is(word.data[i], GLOSS_BYTE_DIGIT)) return true;
  return false;
}

/* Without its first number: "14th" leaves "th", "10:30am" leaves "am". */
static gloss_slice after_number(gloss_slice word) {
  size_t at = 0;
  while (at < word.size && (gloss_byte_is(word.data[at], GLOSS_BYTE_DIGIT) || strchr(":.,/-", word.data[at]))) at++;
  return gloss_slice_cut(word, at, word.size);
}

static bool is_of_date(const look *look, gloss_slice core) {
  gloss_slice rest = after_number(core);
  return rest.size == 0 || gloss_word_set_has(&look->rules->dates, rest);
}

static bool is_tag(gloss_slice word) {
  return word.data[0] == '@' || word.data[0] == '#' || gloss_slice_starts_with(word, GLOSS_SLICE("http://")) ||
         gloss_slice_starts_with(word, GLOSS_SLICE("https://")) || gloss_slice_starts_with(word, GLOSS_SLICE("www."));
}

static void look_at_word(look *look, gloss_slice word) {
  gloss_slice core = core_of(word);
  uint32_t size;
  uint16_t class = core.size ? class_at(core, 0, &size) : 0;
  bool is_number = has_digit(core);
  if (look->words == 0) look->begins_with_capital = class & (GLOSS_CHAR_UPPER | GLOSS_CHAR_NUMBER);
  look->words++;
  look->digits += is_number;
  look->letters += (class & GLOSS_CHAR_LETTER) != 0;
  look->capitals += (class & (GLOSS_CHAR_UPPER | GLOSS_CHAR_NUMBER)) != 0;
  look->smalls += !(class & GLOSS_CHAR_UPPER) && core.size && gloss_word_set_has(&look->rules->small, core);
  look->dates += is_of_date(look, core);
  look->tags += is_tag(word);
}

/* The last byte that is no closing mark of quotation or bracket; the ellipsis counts as a full stop. */
static char last_mark(gloss_slice text) {
  while (text.size && (gloss_byte_is(text.data[text.size - 1], GLOSS_BYTE_SPACE) || strchr("\"')]*", text.data[text.size - 1]))) text.size--;
  for (size_t i = 0; i < 2; i++)
    if (gloss_slice_ends_with(text, GLOSS_SLICE("”")) || gloss_slice_ends_with(text, GLOSS_SLICE("’"))) text.size -= 3;
  if (gloss_slice_ends_with(text, GLOSS_SLICE("…"))) return '.';
  return text.size ? text.data[text.size - 1] : ' ';
}

static look look_at(const gloss_rules *rules, gloss_slice text, gloss_buffer *space) {
  look look = {.rules = rules, .text = text, .last = last_mark(text)};
  gloss_slice rest = text, word;
  while (look.words < WORDS_MAX && next_word(&rest, &word)) look_at_word(&look, word);
  gloss_buffer_clear(space);
  if (look.words < WORDS_MAX) gloss_plain_words(text, space);
  look.plain = gloss_buffer_slice(space);
  while (look.plain.size && strchr("([*_ ", look.plain.data[0])) look.plain = gloss_slice_cut(look.plain, 1, look.plain.size);
  return look;
}

/* -- Rules of the language */

static bool is_letter_at(gloss_slice text, size_t at) {
  return at < text.size && gloss_byte_is(text.data[at], GLOSS_BYTE_LETTER | GLOSS_BYTE_DIGIT | GLOSS_BYTE_HIGH);
}

/* Do the words stand here, not inside longer ones? */
static bool stand_at(gloss_slice plain, size_t at, gloss_slice words) {
  if (at + words.size > plain.size || memcmp(plain.data + at, words.data, words.size) != 0) return false;
  bool starts = !is_letter_at(words, 0) || at == 0 || !is_letter_at(plain, at - 1);
  bool ends = !is_letter_at(words, words.size - 1) || !is_letter_at(plain, at + words.size);
  return starts && ends;
}

static bool stand_anywhere(gloss_slice plain, gloss_slice words) {
  for (size_t at = 0; at + words.size <= plain.size; at++)
    if (stand_at(plain, at, words)) return true;
  return false;
}

/* All words behind the first `skipped` are names: they begin with a capital, or stay small among names. */
static bool goes_on_with_names(const look *look, gloss_slice words) {
  uint32_t skipped = 1;
  for (size_t i = 0; i < words.size; i++) skipped += words.data[i] == ' ';
  gloss_slice rest = look->text, word;
  uint32_t names = 0, index = 0;
  for (; next_word(&rest, &word); index++) {
    if (index < skipped) continue;
    gloss_slice core = core_of(word);
    uint32_t size;
    bool is_name = core.size && class_at(core, 0, &size) & GLOSS_CHAR_UPPER;
    if (core.size && !is_name && !gloss_word_set_has(&look->rules->small, core)) return false;
    names += is_name;
  }
  return names > 0 && look->last != '?' && look->last != '!';
}

static bool fits(const look *look, const gloss_block_rule *rule) {
  size_t size = look->plain.size;
  if (look->words > rule->longest) return false;
  if (rule->kind == GLOSS_DATELINE && look->digits == 0) return false;
  switch (rule->where) {
    case GLOSS_STARTS: return stand_at(look->plain, 0, rule->words);
    case GLOSS_ENDS: return size >= rule->words.size && stand_at(look->plain, size - rule->words.size, rule->words);
    case GLOSS_HAS: return stand_anywhere(look->plain, rule->words);
    case GLOSS_IS: return size == rule->words.size && stand_at(look->plain, 0, rule->words);
    default: return stand_at(look->plain, 0, rule->words) && goes_on_with_names(look, rule->words);
  }
}

static bool find_rule(const look *look, gloss_block_kind *kind) {
  for (uint32_t i = 0; i < look->rules->block_count && look->words < WORDS_MAX; i++) {
    if (!fits(look, &look->rules->blocks[i])) continue;
    *kind = look->rules->blocks[i].kind;
    return true;
  }
  return false;
}

/* -- What holds in any language */

/* Nothing but handles, hashtags and URLs, or nothing to read at all. */
static bool is_boilerplate(const look *look) {
  return look->words > 0 && (look->tags == look->words || (look->letters == 0 && look->digits == 0));
}

static bool is_dateline(const look *look) {
  enum { LONGEST = 8 };
  return look->words >= 2 && look->words <= LONGEST && look->dates == look->words && look->digits > 0 && look->letters > 0 && look->last != '.';
}

static bool is_headline(const look *look) {
  uint32_t rest = look->words - look->smalls;
  return rest >= 2 && look->capitals * 10 >= rest * 7;
}

static bool is_heading(const look *look) {
  enum { LONGEST = 14, SHORT = 8 };
  if (look->words == 0 || look->words > LONGEST || !look->begins_with_capital || look->letters == 0) return false;
  if (strchr(".!,;", look->last)) return false;
  if (look->last == '?' || look->last == ':') return is_headline(look);
  return is_headline(look) || look->words <= SHORT;
}

static gloss_block_kind tell(const look *look) {
  gloss_block_kind kind;
  if (is_boilerplate(look)) return GLOSS_BOILERPLATE;
  if (find_rule(look, &kind)) return kind;
  if (is_dateline(look)) return GLOSS_DATELINE;
  if (gloss_starts_item(look->text)) return GLOSS_LIST_ITEM;
  return is_heading(look) ? GLOSS_HEADING : GLOSS_PARAGRAPH;
}

/* A heading has something under it. */
static bool has_text_under(const gloss_drafts *drafts, uint32_t index) {
  for (index++; index < drafts->count; index++)
    if (drafts->items[index].kind == GLOSS_PARAGRAPH || drafts->items[index].kind == GLOSS_LIST_ITEM) return true;
  return false;
}

/* The first block that is not of another kind by its words. */
static void find_title(gloss_drafts *drafts) {
  for (uint32_t i = 0; i < drafts->count; i++) {
    gloss_draft *draft = &drafts->items[i];
    if (draft->is_given) return;
    if (draft->kind != GLOSS_PARAGRAPH && draft->kind != GLOSS_HEADING && draft->kind != GLOSS_LIST_ITEM) continue;
    if (gloss_span_size(draft->bytes) <= TITLE_BYTES_MAX) draft->kind = GLOSS_TITLE;
    return;
  }
}

void gloss_drafts_tell(gloss_drafts *drafts, const gloss_rules *rules, gloss_slice text, gloss_layout layout) {
  gloss_buffer space = {0};
  for (uint32_t i = 0; i < drafts->count; i++) {
    gloss_draft *draft = &drafts->items[i];
    if (draft->is_given) continue;
    look look = look_at(rules, gloss_slice_cut(text, draft->bytes.start, draft->bytes.end), &space);
    draft->kind = tell(&look);
  }
  gloss_buffer_free(&space);
  for (uint32_t i = drafts->count; i-- > 0;) {
    gloss_draft *draft = &drafts->items[i];
    if (!draft->is_given && draft->kind == GLOSS_HEADING && !has_text_under(drafts, i)) draft->kind = GLOSS_PARAGRAPH;
  }
  if (layout == GLOSS_LAYOUT_ARTICLE && drafts->count > 1) find_title(drafts);
}
