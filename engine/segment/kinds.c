#include "segment/blocks.h"

#include "segment/bytes.h"

/* A block as it is looked at: what its words are like, where a word is what stands between white space. */
typedef struct look {
  const gloss_rules *rules;
  const gloss_document *document;
  gloss_span tokens;
  gloss_slice text;
  uint32_t words;
  uint32_t capitals; /* words that begin with a capital or a digit */
  uint32_t smalls;   /* words that stay small in a headline */
  uint32_t place;    /* words of the place before a date: "New York, " */
  uint32_t dates;    /* words of a date, and numbers */
  uint32_t letters;  /* words with a letter */
  uint32_t digits;   /* words with a digit */
  uint32_t tags;     /* handles, hashtags, URLs */
  bool begins_with_capital;
  bool ends_place; /* the last word of the place has its comma */
  char last; /* byte, without closing marks */
} look;

enum { SHORT = 14, TITLE_BYTES_MAX = 300 }; /* words, bytes */

/* -- Words */

static gloss_slice without_front(gloss_slice text, size_t size) {
  return gloss_slice_cut(text, size, text.size);
}

/* Takes what stands before the next white space. */
static bool next_word(gloss_slice *rest, gloss_slice *word) {
  size_t start = 0, end;
  while (start < rest->size && gloss_byte_is(rest->data[start], GLOSS_BYTE_SPACE)) start++;
  for (end = start; end < rest->size && !gloss_byte_is(rest->data[end], GLOSS_BYTE_SPACE);) end++;
  *word = gloss_slice_cut(*rest, start, end);
  *rest = without_front(*rest, end);
  return word->size > 0;
}

static uint16_t class_at(gloss_slice text, size_t at, uint32_t *size) {
  uint32_t code_point;
  *size = gloss_utf8_decode(text.data + at, &code_point);
  return gloss_char_class(code_point);
}

static uint16_t first_class(gloss_slice word) {
  uint32_t size;
  return word.size ? class_at(word, 0, &size) : 0;
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

/* "14th" leaves "th", "10:30am" leaves "am". */
static gloss_slice after_number(gloss_slice word) {
  size_t at = 0;
  while (at < word.size && (gloss_byte_is(word.data[at], GLOSS_BYTE_DIGIT) || strchr(":.,/-", word.data[at]))) at++;
  return without_front(word, at);
}

static bool is_of_date(const gloss_rules *rules, gloss_slice core) {
  gloss_slice rest = after_number(core);
  return rest.size == 0 || gloss_word_set_has(&rules->dates, rest) || gloss_word_set_has(&rules->small, rest);
}

static bool is_tag(gloss_slice word) {
  return word.data[0] == '@' || word.data[0] == '#' || gloss_slice_starts_with(word, GLOSS_SLICE("http://")) ||
         gloss_slice_starts_with(word, GLOSS_SLICE("https://")) || gloss_slice_starts_with(word, GLOSS_SLICE("www."));
}

/* -- Looking */

static void look_at_word(look *look, gloss_slice word) {
  gloss_slice core = core_of(word);
  uint16_t class = first_class(core);
  if (look->words++ == 0) look->begins_with_capital = class & (GLOSS_CHAR_UPPER | GLOSS_CHAR_NUMBER);
  look->digits += has_digit(core);
  look->letters += (class & GLOSS_CHAR_LETTER) != 0;
  look->capitals += (class & (GLOSS_CHAR_UPPER | GLOSS_CHAR_NUMBER)) != 0;
  look->smalls += !(class & GLOSS_CHAR_UPPER) && core.size && gloss_word_set_has(&look->rules->small, core);
  if (is_of_date(look->rules, core)) {
    look->dates++;
  } else if (look->dates == 0 && class & GLOSS_CHAR_UPPER && !look->ends_place) {
    look->place++;
    look->ends_place = word.data[word.size - 1] == ',';
  }
  look->tags += is_tag(word);
}

/* The last byte that is no closing mark of quotation or bracket; the ellipsis counts as a full stop. */
static char last_mark(gloss_slice text) {
  while (text.size && strchr("\"')]*", text.data[text.size - 1])) text.size--;
  if (gloss_slice_ends_with(text, GLOSS_SLICE("”")) || gloss_slice_ends_with(text, GLOSS_SLICE("’"))) text.size -= strlen("”");
  if (gloss_slice_ends_with(text, GLOSS_SLICE("…"))) return '.';
  return text.size ? text.data[text.size - 1] : ' ';
}

static uint32_t count_words(const gloss_document *document, gloss_span tokens) {
  uint32_t words = 0;
  for (uint32_t i = tokens.start; i < tokens.end; i++) words += (document->tokens[i].flags & GLOSS_AFTER_SPACE) != 0;
  return words;
}

/* A long block is a paragraph, whatever its words are like: they are counted, no more. */
static look look_at(const gloss_rules *rules, const gloss_document *document, const gloss_block *block) {
  look look = {.rules = rules, .document = document, .tokens = block->tokens, .text = gloss_document_slice(document, block->bytes)};
  uint32_t words = count_words(document, block->tokens);
  gloss_slice rest = look.text, word;
  if (words <= SHORT) {
    look.last = last_mark(look.text);
    while (next_word(&rest, &word)) look_at_word(&look, word);
  }
  look.words = words;
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

static bool is_small_word(const look *look, gloss_slice core) {
  return core.size == 0 || gloss_word_set_has(&look->rules->small, core);
}

/* All words after those of the rule are names: they begin with a capital, or stay small among names. */
static bool goes_on_with_names(const look *look, gloss_slice words) {
  uint32_t skipped = 1, names = 0;
  for (size_t i = 0; i < words.size; i++) skipped += words.data[i] == ' ';
  gloss_slice rest = look->text, word;
  for (uint32_t i = 0; next_word(&rest, &word); i++) {
    gloss_slice core = core_of(word);
    bool is_name = first_class(core) & GLOSS_CHAR_UPPER;
    if (i >= skipped && !is_name && !is_small_word(look, core)) return false;
    names += i >= skipped && is_name;
  }
  return names > 0;
}

/* May the rule hold, before words are compared? */
static bool may_fit(const look *look, const gloss_block_rule *rule) {
  return look->words <= rule->longest && (rule->kind != GLOSS_DATELINE || has_digit(look->text));
}

static bool fits(const look *look, gloss_slice plain, const gloss_block_rule *rule) {
  switch (rule->where) {
    case GLOSS_STARTS: return stand_at(plain, 0, rule->words);
    case GLOSS_ENDS: return plain.size >= rule->words.size && stand_at(plain, plain.size - rule->words.size, rule->words);
    case GLOSS_HAS: return stand_anywhere(plain, rule->words);
    case GLOSS_IS: return plain.size == rule->words.size && stand_at(plain, 0, rule->words);
    default: return stand_at(plain, 0, rule->words) && goes_on_with_names(look, rule->words);
  }
}

/* The text as the rules have it, without opening marks. */
static gloss_slice plain_of(gloss_slice text, gloss_buffer *space) {
  if (space->size == 0) gloss_plain_words(text, space);
  gloss_slice plain = gloss_buffer_slice(space);
  while (plain.size && strchr("([*_ ", plain.data[0])) plain = without_front(plain, 1);
  return plain;
}

/* The first rule that fits `text`, of those that are filed together from `index` on; or GLOSS_WORD_NONE. */
static uint32_t first_that_fits(const look *look, gloss_slice text, uint32_t index, gloss_buffer *space) {
  for (; index != GLOSS_WORD_NONE; index = look->rules->blocks[index].next) {
    const gloss_block_rule *rule = &look->rules->blocks[index];
    if (may_fit(look, rule) && fits(look, plain_of(text, space), rule)) break;
  }
  return index;
}

/* As much of the text as a rule for its start looks at. */
static gloss_slice head_of(gloss_slice text) {
  enum { HEAD = 128 };
  size_t size = text.size < HEAD ? text.size : HEAD;
  while (size < text.size && gloss_utf8_is_inner(text.data[size])) size--;
  return gloss_slice_cut(text, 0, size);
}

/* The letters at the start of the block, after opening marks. */
static gloss_slice first_letters(gloss_slice text) {
  size_t start = 0, end;
  while (start < text.size && !gloss_byte_is(text.data[start], GLOSS_BYTE_LETTER | GLOSS_BYTE_DIGIT | GLOSS_BYTE_HIGH)) start++;
  for (end = start; end < text.size && gloss_byte_is(text.data[end], GLOSS_BYTE_LETTER);) end++;
  return gloss_slice_cut(text, start, end);
}

static uint32_t find_front_rule(const look *look) {
  gloss_buffer space = {0};
  uint32_t first = gloss_word_set_get(&look->rules->front_keys, first_letters(look->text));
  uint32_t found = first_that_fits(look, head_of(look->text), first, &space);
  gloss_buffer_free(&space);
  return found;
}

static uint32_t find_inner_rule(const look *look) {
  gloss_buffer space = {0};
  uint32_t found = GLOSS_WORD_NONE;
  for (uint32_t i = look->tokens.start; i < look->tokens.end && found == GLOSS_WORD_NONE; i++) {
    uint32_t first = gloss_word_set_get(&look->rules->inner_keys, gloss_document_token_text(look->document, i));
    if (first != GLOSS_WORD_NONE) found = first_that_fits(look, look->text, first, &space);
  }
  gloss_buffer_free(&space);
  return found;
}

static bool find_rule(const look *look, gloss_block_kind *kind) {
  if (look->words > look->rules->longest_block) return false;
  uint32_t found = find_front_rule(look);
  if (found == GLOSS_WORD_NONE) found = find_inner_rule(look);
  if (found != GLOSS_WORD_NONE) *kind = look->rules->blocks[found].kind;
  return found != GLOSS_WORD_NONE;
}

/* -- What holds in any language */

/* Nothing but handles, hashtags and URLs, or nothing to read at all; or a copyright. */
static bool is_boilerplate(const look *look) {
  if (gloss_slice_starts_with(look->text, GLOSS_SLICE("©"))) return true;
  return look->words <= SHORT && (look->tags == look->words || (look->letters == 0 && look->digits == 0));
}

/* A date, or a place, a comma and a date. */
static bool is_dateline(const look *look) {
  enum { LONGEST = 10 };
  uint32_t place = look->ends_place ? look->place : 0;
  return look->words <= LONGEST && look->dates >= 2 && look->dates + place == look->words && look->digits > 0 &&
         look->letters > place && look->last != '.';
}

static bool is_headline(const look *look) {
  uint32_t rest = look->words - look->smalls;
  return rest >= 2 && look->capitals * 10 >= rest * 7;
}

static bool is_heading(const look *look) {
  enum { FEW = 8 };
  if (look->words > SHORT || !look->begins_with_capital || look->letters == 0 || strchr(".!,;", look->last)) return false;
  bool asks = look->last == '?' || look->last == ':';
  return is_headline(look) || (look->words <= FEW && !asks);
}

static gloss_block_kind tell(const look *look) {
  gloss_block_kind kind;
  if (is_boilerplate(look)) return GLOSS_BOILERPLATE;
  if (find_rule(look, &kind)) return kind;
  if (is_dateline(look)) return GLOSS_DATELINE;
  if (gloss_starts_item(look->text)) return GLOSS_LIST_ITEM;
  return is_heading(look) ? GLOSS_HEADING : GLOSS_PARAGRAPH;
}

/* A heading has something under it: one at the end is a short paragraph. */
static void check_headings(gloss_document *document, const gloss_drafts *drafts) {
  bool has_text_under = false;
  for (uint32_t i = drafts->count; i-- > 0;) {
    gloss_block *block = &document->blocks[i];
    if (block->kind == GLOSS_HEADING && !has_text_under && !drafts->items[i].is_given) block->kind = GLOSS_PARAGRAPH;
    else if (block->kind == GLOSS_PARAGRAPH || block->kind == GLOSS_LIST_ITEM) has_text_under = true;
  }
}

/* The title is the first block that is not of another kind by its words. */
static void find_title(gloss_document *document, const gloss_drafts *drafts) {
  for (uint32_t i = 0; i < drafts->count; i++) {
    gloss_block *block = &document->blocks[i];
    if (drafts->items[i].is_given) return;
    if (block->kind != GLOSS_PARAGRAPH && block->kind != GLOSS_HEADING && block->kind != GLOSS_LIST_ITEM) continue;
    if (gloss_span_size(block->bytes) > TITLE_BYTES_MAX) return;
    block->kind = GLOSS_TITLE;
    document->title = gloss_document_slice(document, block->bytes);
    return;
  }
}

void gloss_tell_kinds(gloss_document *document, const gloss_drafts *drafts, const gloss_rules *rules, gloss_layout layout) {
  for (uint32_t i = 0; i < drafts->count; i++) {
    if (drafts->items[i].is_given) continue;
    look look = look_at(rules, document, &document->blocks[i]);
    document->blocks[i].kind = tell(&look);
  }
  check_headings(document, drafts);
  if (layout == GLOSS_LAYOUT_ARTICLE && drafts->count > 1) find_title(document, drafts);
}
