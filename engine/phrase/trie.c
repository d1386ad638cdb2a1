#include <stdlib.h>

#include "base/memory.h"
#include "phrase/room.h"

/* A node while the trie is made: numbered in the order they come, so that a parent has a smaller number than its children. */
typedef struct dense_node {
  uint32_t parent, key;
} dense_node;

typedef struct trie {
  gloss_phrase_builder *list;
  bool checks_forms;
  uint32_t *keys, *lemmas; /* of each word */
  uint32_t first_count;

  dense_node *nodes; /* the first ones are those of the keys that begin a phrase */
  uint32_t *index;   /* node + 1 by parent and key; 0: free */
  uint32_t node_count, node_capacity, index_size;

  uint32_t *ends;    /* of each entry: the node where its phrase ends */
  uint32_t *order;   /* the entries: by node, then by form, then as they were added */
  uint32_t *numbers; /* of each node: in the block */

  gloss_phrase_form *forms;
  gloss_phrase_spelling *spellings; /* of the forms */
  uint32_t form_count, form_capacity, spelling_count, spelling_capacity;

  gloss_buffer column_names; /* as strings */
  gloss_phrase_block block;
  char *memory;
} trie;

/* -- Keys */

static gloss_slice word_text(const trie *trie, uint32_t word) {
  return trie->list->words.entries[word].key;
}

static bool is_prefix(gloss_slice text) {
  return text.size > 0 && text.data[text.size - 1] == GLOSS_PREFIX_MARK;
}

/* The next shorter prefix that begins the prefix, or GLOSS_NO_WORD. */
static uint32_t shorter_prefix(const trie *trie, gloss_slice prefix) {
  char text[256];
  size_t size = prefix.size - 1;
  while (size-- > 1) {
    if (size >= sizeof text) continue;
    memcpy(text, prefix.data, size);
    text[size] = GLOSS_PREFIX_MARK;
    uint32_t word = gloss_table_find(&trie->list->words, (gloss_slice){text, size + 1});
    if (word != GLOSS_TABLE_NONE) return word;
  }
  return GLOSS_NO_WORD;
}

/* The class of a word is the least word of it. */
static uint32_t class_of(uint32_t *classes, uint32_t word) {
  while (classes[word] != word) word = classes[word] = classes[classes[word]];
  return word;
}

static void unite(uint32_t *classes, uint32_t a, uint32_t b) {
  a = class_of(classes, a);
  b = class_of(classes, b);
  if (a < b) classes[b] = a;
  else classes[a] = b;
}

static uint32_t lemma_of(trie *trie, uint32_t word, gloss_buffer *space) {
  gloss_table *words = &trie->list->words;
  gloss_slice lemma = gloss_language_lemma(trie->list->settings.language, words->entries[word].key, space);
  uint32_t known = gloss_table_find(words, lemma);
  return known != GLOSS_TABLE_NONE ? known : gloss_table_set(words, lemma, words->count);
}

/* A word and its lemma are of one class. Lemmas become words of the list. */
static void find_lemmas(trie *trie) {
  gloss_table *words = &trie->list->words;
  bool by_lemma = trie->list->settings.by_lemma && trie->list->settings.language;
  uint32_t count = words->count;
  gloss_buffer space = {0};
  trie->lemmas = gloss_allocate((count + 1u) * sizeof *trie->lemmas);
  for (uint32_t i = 0; i < count; i++) {
    if (is_prefix(word_text(trie, i))) trie->lemmas[i] = shorter_prefix(trie, word_text(trie, i));
    else trie->lemmas[i] = by_lemma ? lemma_of(trie, i, &space) : i;
  }
  gloss_buffer_free(&space);
  trie->lemmas = gloss_reallocate(trie->lemmas, (words->count + 1u) * sizeof *trie->lemmas);
  for (uint32_t i = count; i < words->count; i++) trie->lemmas[i] = i;
}

static uint32_t *find_classes(const trie *trie) {
  uint32_t count = trie->list->words.count;
  uint32_t *classes = gloss_allocate((count + 1u) * sizeof *classes);
  for (uint32_t i = 0; i < count; i++) classes[i] = i;
  for (uint32_t i = 0; i < count; i++)
    if (!is_prefix(word_text(trie, i))) unite(classes, i, trie->lemmas[i]);
  for (uint32_t i = 0; i < count; i++) classes[i] = class_of(classes, i);
  return classes;
}

static uint32_t word_of(const trie *trie, uint32_t spelling) {
  return gloss_phrase_spelling_of(trie->list, spelling).word;
}

/* Numbers the classes, those that begin a phrase first: from then on they are keys. */
static void number_keys(trie *trie) {
  const gloss_phrase_builder *list = trie->list;
  uint32_t count = list->words.count, next = 0;
  uint32_t *classes = find_classes(trie);
  uint32_t *key_of_class = gloss_allocate((count + 1u) * sizeof *key_of_class);
  memset(key_of_class, 0xff, count * sizeof *key_of_class);
  for (uint32_t i = 0; i < list->entry_count; i++) {
    uint32_t *key = &key_of_class[classes[word_of(trie, list->sequence[list->starts[i]])]];
    if (*key == UINT32_MAX) *key = next++;
  }
  trie->first_count = next;
  for (uint32_t i = 0; i < count; i++)
    if (key_of_class[classes[i]] == UINT32_MAX) key_of_class[classes[i]] = next++;
  for (uint32_t i = 0; i < count; i++) classes[i] = key_of_class[classes[i]];
  trie->keys = classes;
  free(key_of_class);
}

/* -- Nodes */

static uint32_t *find_node(const trie *trie, dense_node node) {
  uint32_t slot = gloss_phrase_slot(gloss_phrase_edge_hash(node.parent, node.key), trie->index_size);
  for (; trie->index[slot]; slot = slot + 1 == trie->index_size ? 0 : slot + 1) {
    const dense_node *known = &trie->nodes[trie->index[slot] - 1];
    if (known->parent == node.parent && known->key == node.key) break;
  }
  return &trie->index[slot];
}

static void enlarge_index(trie *trie) {
  free(trie->index);
  trie->index_size = trie->index_size ? trie->index_size * 2 : 1024;
  trie->index = gloss_allocate_zeroed(trie->index_size, sizeof *trie->index);
  for (uint32_t i = trie->first_count; i < trie->node_count; i++) *find_node(trie, trie->nodes[i]) = i + 1;
}

static uint32_t add_node(trie *trie, dense_node node) {
  trie->nodes = gloss_grow(trie->nodes, &trie->node_capacity, trie->node_count + 1u, sizeof *trie->nodes);
  trie->nodes[trie->node_count] = node;
  return trie->node_count++;
}

static uint32_t child_of(trie *trie, uint32_t parent, uint32_t key) {
  if ((uint64_t)(trie->node_count - trie->first_count + 1) * 2 > trie->index_size) enlarge_index(trie);
  uint32_t *slot = find_node(trie, (dense_node){parent, key});
  if (*slot == 0) *slot = add_node(trie, (dense_node){parent, key}) + 1;
  return *slot - 1;
}

static void grow_trie(trie *trie) {
  const gloss_phrase_builder *list = trie->list;
  for (uint32_t i = 0; i < trie->first_count; i++) add_node(trie, (dense_node){GLOSS_NO_WORD, i});
  trie->ends = gloss_allocate((list->entry_count + 1u) * sizeof *trie->ends);
  for (uint32_t i = 0; i < list->entry_count; i++) {
    uint32_t count;
    const uint32_t *phrase = gloss_phrase_sequence(list, i, &count);
    uint32_t node = trie->keys[word_of(trie, phrase[0])];
    for (uint32_t j = 1; j < count; j++) node = child_of(trie, node, trie->keys[word_of(trie, phrase[j])]);
    trie->ends[i] = node;
  }
}

/* -- Forms */

static int compare_forms(const trie *trie, uint32_t a, uint32_t b) {
  uint32_t count, other_count; /* two entries of one node have as many words */
  const uint32_t *form = gloss_phrase_sequence(trie->list, a, &count), *other = gloss_phrase_sequence(trie->list, b, &other_count);
  for (uint32_t i = 0; i < count; i++)
    if (form[i] != other[i]) return form[i] < other[i] ? -1 : 1;
  return 0;
}

static int compare_entries(const void *a, const void *b, void *context) {
  uint32_t entry = *(const uint32_t *)a, other = *(const uint32_t *)b;
  int order = compare_forms(context, entry, other);
  return order ? order : (entry > other) - (entry < other);
}

/* Sorts the entries by their node, by counting. */
static void order_entries(trie *trie) {
  uint32_t count = trie->list->entry_count;
  uint32_t *next = gloss_allocate_zeroed(trie->node_count + 1u, sizeof *next);
  trie->order = gloss_allocate((count + 1u) * sizeof *trie->order);
  for (uint32_t i = 0; i < count; i++) next[trie->ends[i] + 1]++;
  for (uint32_t i = 0; i < trie->node_count; i++) next[i + 1] += next[i];
  for (uint32_t i = 0; i < count; i++) trie->order[next[trie->ends[i]]++] = i;
  free(next);
}

static void add_spellings(trie *trie, uint32_t entry) {
  uint32_t count;
  const uint32_t *phrase = gloss_phrase_sequence(trie->list, entry, &count);
  trie->spellings =
    gloss_grow(trie->spellings, &trie->spelling_capacity, (size_t)trie->spelling_count + count, sizeof *trie->spellings);
  for (uint32_t i = 0; i < count; i++) trie->spellings[trie->spelling_count++] = gloss_phrase_spelling_of(trie->list, phrase[i]);
}

static void add_form(trie *trie, uint32_t position) {
  trie->forms = gloss_grow(trie->forms, &trie->form_capacity, trie->form_count + 1u, sizeof *trie->forms);
  trie->forms[trie->form_count++] = (gloss_phrase_form){.spelling = trie->spelling_count, .entry = position & 0x7fffffff};
  if (trie->checks_forms) add_spellings(trie, trie->order[position]);
}

/* Makes forms of the entries that end at one node. */
static void add_forms_of_node(trie *trie, uint32_t start, uint32_t end) {
  if (trie->checks_forms) qsort_r(trie->order + start, end - start, sizeof *trie->order, compare_entries, trie);
  add_form(trie, start);
  for (uint32_t i = start + 1; trie->checks_forms && i < end; i++) {
    if (compare_forms(trie, trie->order[i - 1], trie->order[i]) == 0) continue;
    trie->forms[trie->form_count - 1].more = 1;
    add_form(trie, i);
  }
}

static void add_forms(trie *trie) {
  uint32_t count = trie->list->entry_count, start = 0;
  while (start < count) {
    uint32_t end = start + 1;
    while (end < count && trie->ends[trie->order[end]] == trie->ends[trie->order[start]]) end++;
    add_forms_of_node(trie, start, end);
    start = end;
  }
}

/* -- The block */

static uint64_t take(uint64_t *size, uint64_t bytes) {
  uint64_t offset = *size;
  *size += (bytes + 7) & ~7ull;
  return offset;
}

static uint64_t word_bytes(const trie *trie, uint32_t *longest_prefix) {
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < trie->list->words.count; i++) {
    gloss_slice text = word_text(trie, i);
    bytes += text.size;
    if (is_prefix(text) && text.size - 1 > *longest_prefix) *longest_prefix = (uint32_t)text.size - 1;
  }
  return bytes;
}

static void lay_out(trie *trie) {
  const gloss_phrase_builder *list = trie->list;
  for (uint32_t i = 0; i < list->columns.count; i++) gloss_phrase_add_string(&trie->column_names, list->columns.entries[i].key);
  gloss_phrase_block *b = &trie->block;
  uint32_t inner = trie->node_count - trie->first_count;
  *b = (gloss_phrase_block){
    .letter_case = (uint8_t)list->settings.letter_case, .by_lemma = list->settings.by_lemma, .weighted = list->settings.weights,
    .checks_forms = trie->checks_forms, .column_count = list->columns.count, .entry_count = list->entry_count,
    .form_count = trie->form_count, .word_count = list->words.count, .first_count = trie->first_count,
    .edge_slots = inner + inner / 2 + 1, .word_slots = list->words.count * 2 + 1,
  };
  uint64_t words = word_bytes(trie, &b->prefix_size), size = sizeof *b;
  b->words = take(&size, (b->word_count + 1ull) * sizeof(gloss_phrase_word_row));
  b->word_index = take(&size, b->word_slots * sizeof(uint32_t));
  b->firsts = take(&size, b->first_count * sizeof(gloss_phrase_node));
  b->edges = take(&size, b->edge_slots * sizeof(gloss_phrase_edge));
  b->forms = take(&size, (b->form_count + 1ull) * sizeof(gloss_phrase_form));
  b->spellings = take(&size, trie->spelling_count * sizeof(gloss_phrase_spelling));
  b->entries = take(&size, b->entry_count * sizeof(uint32_t));
  b->weights = take(&size, b->weighted ? b->entry_count * sizeof(double) : 0);
  b->columns = take(&size, b->column_count * sizeof(uint32_t));
  b->strings = take(&size, words + trie->column_names.size + list->strings.size);
  b->size = size;
  trie->memory = gloss_allocate_zeroed(1, size);
}

#define SECTION(trie, type, name) ((type *)((trie)->memory + (trie)->block.name))

static void copy(trie *trie, uint64_t offset, const void *items, size_t size) {
  if (size > 0) memcpy(trie->memory + offset, items, size);
}

static void write_word_index(trie *trie) {
  const gloss_phrase_block *block = &trie->block;
  uint32_t *index = SECTION(trie, uint32_t, word_index);
  for (uint32_t i = 0; i < block->word_count; i++) {
    uint32_t slot = gloss_phrase_slot(trie->list->words.entries[i].hash, block->word_slots);
    while (index[slot]) slot = slot + 1 == block->word_slots ? 0 : slot + 1;
    index[slot] = i + 1;
  }
}

/* Writes the words and their texts, and returns how many bytes those take. */
static uint32_t write_words(trie *trie) {
  gloss_phrase_word_row *words = SECTION(trie, gloss_phrase_word_row, words);
  char *strings = SECTION(trie, char, strings);
  uint32_t size = 0, count = trie->block.word_count;
  for (uint32_t i = 0; i < count; i++) {
    gloss_slice text = word_text(trie, i);
    words[i] = (gloss_phrase_word_row){.text = size, .key = trie->keys[i], .lemma = trie->lemmas[i]};
    if (text.size > 0) memcpy(strings + size, text.data, text.size);
    size += (uint32_t)text.size;
  }
  words[count] = (gloss_phrase_word_row){.text = size};
  return size;
}

static void write_columns(trie *trie, uint32_t string) {
  uint32_t *columns = SECTION(trie, uint32_t, columns);
  const char *start = trie->column_names.data, *at = start;
  for (uint32_t i = 0; i < trie->block.column_count; i++) {
    columns[i] = string + (uint32_t)(at - start);
    gloss_phrase_read_string(&at);
  }
  copy(trie, trie->block.strings + string, start, trie->column_names.size);
}

/* The node as it lies in the block. */
static gloss_phrase_node *node_of(trie *trie, uint32_t node) {
  if (node < trie->first_count) return &SECTION(trie, gloss_phrase_node, firsts)[node];
  return &SECTION(trie, gloss_phrase_edge, edges)[trie->numbers[node] - trie->first_count].node;
}

static void write_edge(trie *trie, uint32_t node) {
  gloss_phrase_edge *edges = SECTION(trie, gloss_phrase_edge, edges);
  dense_node from = trie->nodes[node];
  uint32_t parent = trie->numbers[from.parent], slots = trie->block.edge_slots;
  uint32_t slot = gloss_phrase_slot(gloss_phrase_edge_hash(parent, from.key), slots);
  while (edges[slot].parent != GLOSS_NO_WORD) slot = slot + 1 == slots ? 0 : slot + 1;
  edges[slot] = (gloss_phrase_edge){.parent = parent, .key = from.key};
  trie->numbers[node] = trie->first_count + slot;
  node_of(trie, from.parent)->children |= gloss_phrase_child_bit(from.key);
}

static void write_nodes(trie *trie) {
  gloss_phrase_edge *edges = SECTION(trie, gloss_phrase_edge, edges);
  trie->numbers = gloss_allocate((trie->node_count + 1u) * sizeof *trie->numbers);
  for (uint32_t i = 0; i < trie->block.edge_slots; i++) edges[i].parent = GLOSS_NO_WORD;
  for (uint32_t i = 0; i < trie->first_count; i++) trie->numbers[i] = i;
  for (uint32_t i = trie->first_count; i < trie->node_count; i++) write_edge(trie, i);
  for (uint32_t i = 0; i < trie->form_count; i++) {
    gloss_phrase_node *node = node_of(trie, trie->ends[trie->order[trie->forms[i].entry]]);
    if (node->form == 0) node->form = (i + 1) & 0x7fffffff;
  }
}

/* Marks the words that begin a phrase in small letters. */
static void write_small(trie *trie) {
  const gloss_phrase_builder *list = trie->list;
  for (uint32_t i = 0; i < list->entry_count; i++) {
    gloss_phrase_spelling first = gloss_phrase_spelling_of(list, list->sequence[list->starts[i]]);
    if (first.capitals == 0) node_of(trie, trie->keys[first.word])->small = 1;
  }
}

/* One more form stands after the last, for where its entries end. */
static void write_forms(trie *trie) {
  gloss_phrase_form *forms = SECTION(trie, gloss_phrase_form, forms);
  if (trie->form_count > 0) memcpy(forms, trie->forms, trie->form_count * sizeof *forms);
  forms[trie->form_count].entry = trie->block.entry_count & 0x7fffffff;
}

static void write_entries(trie *trie, uint32_t string) {
  const gloss_phrase_builder *list = trie->list;
  uint32_t *entries = SECTION(trie, uint32_t, entries);
  double *weights = SECTION(trie, double, weights);
  char *strings = SECTION(trie, char, strings);
  for (uint32_t i = 0; i < list->entry_count; i++) {
    uint32_t entry = trie->order[i], start = list->rows[entry];
    size_t size = (entry + 1 < list->entry_count ? list->rows[entry + 1] : list->strings.size) - start;
    entries[i] = string;
    if (trie->block.weighted) weights[i] = list->weights[entry];
    memcpy(strings + string, list->strings.data + start, size);
    string += (uint32_t)size;
  }
}

static void write_block(trie *trie) {
  gloss_phrase_block *block = &trie->block;
  lay_out(trie);
  uint32_t columns = write_words(trie);
  write_word_index(trie);
  write_nodes(trie);
  write_small(trie);
  write_columns(trie, columns);
  write_entries(trie, columns + (uint32_t)trie->column_names.size);
  write_forms(trie);
  copy(trie, block->spellings, trie->spellings, trie->spelling_count * sizeof *trie->spellings);
  memcpy(trie->memory, block, sizeof *block);
}

static void free_trie(trie *trie) {
  free(trie->keys);
  free(trie->lemmas);
  free(trie->nodes);
  free(trie->index);
  free(trie->ends);
  free(trie->order);
  free(trie->numbers);
  free(trie->forms);
  free(trie->spellings);
  gloss_buffer_free(&trie->column_names);
}

gloss_phrases *gloss_phrase_builder_build(gloss_phrase_builder *builder) {
  trie trie = {.list = builder, .checks_forms = builder->settings.by_lemma || builder->settings.letter_case != GLOSS_CASE_FOLD};
  find_lemmas(&trie);
  number_keys(&trie);
  grow_trie(&trie);
  order_entries(&trie);
  add_forms(&trie);
  write_block(&trie);
  gloss_phrases *phrases = gloss_allocate(sizeof *phrases);
  *phrases = (gloss_phrases){.block = (const gloss_phrase_block *)trie.memory, .tokenizer = builder->tokenizer,
                             .language = builder->settings.language};
  free_trie(&trie);
  return phrases;
}
