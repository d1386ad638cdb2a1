/* syntax: a query as a tree. For this room only. */
#ifndef GLOSS_PATTERN_SYNTAX_H
#define GLOSS_PATTERN_SYNTAX_H

#include "base/arena.h"
#include "pattern/pattern.h"

/* What a test looks at. */
typedef enum gloss_attribute {
  GLOSS_ATTRIBUTE_WORD,
  GLOSS_ATTRIBUTE_NORM,
  GLOSS_ATTRIBUTE_LEMMA,
  GLOSS_ATTRIBUTE_SHAPE,
  GLOSS_ATTRIBUTE_KIND,
  GLOSS_ATTRIBUTES,
} gloss_attribute;

const char *gloss_attribute_name(gloss_attribute attribute);
const char *gloss_flag_name(uint16_t flag, bool of_token);

typedef enum gloss_test_kind {
  GLOSS_TEST_ANY,        /* [] */
  GLOSS_TEST_AND,        /* left & right */
  GLOSS_TEST_OR,         /* left | right */
  GLOSS_TEST_NOT,        /* !left */
  GLOSS_TEST_REGEX,      /* attribute = "text"; of an annotation: field = "text" */
  GLOSS_TEST_WORDS,      /* attribute = $words */
  GLOSS_TEST_WORD_FLAG,  /* is_title: of the word */
  GLOSS_TEST_TOKEN_FLAG, /* is_first: of the token where it stands */
  GLOSS_TEST_POS,        /* pos = "text": so too */
} gloss_test_kind;

typedef struct gloss_test gloss_test;
struct gloss_test {
  gloss_test_kind kind;
  gloss_test *left, *right;
  gloss_attribute attribute;
  bool ignores_case;          /* %c */
  gloss_slice text, field;    /* of a regex; with %c the text is plain as `norm` is, but for its case */
  const gloss_regex *regex;   /* that fits a text from end to end; NULL: the text is words with | between */
  const gloss_phrases *words;
  gloss_slice words_name;     /* what the query calls them */
  uint16_t flag;
  uint32_t pos;               /* the parts of speech that fit, a bit each */
  uint32_t number;            /* pattern/words.c: of the simple test, in its own copy */
};

typedef enum gloss_node_kind {
  GLOSS_NODE_TOKEN,      /* test */
  GLOSS_NODE_ANNOTATION, /* layer, test (NULL: any) */
  GLOSS_NODE_BOUND,      /* <s> </s> <block> </block>: nothing is taken */
  GLOSS_NODE_SEQUENCE,   /* left right */
  GLOSS_NODE_CHOICE,     /* left | right */
  GLOSS_NODE_REPEAT,     /* left {least, most} */
  GLOSS_NODE_LABEL,      /* label: left */
} gloss_node_kind;

typedef enum gloss_bound {
  GLOSS_BOUND_SENTENCE_START = 1 << 0,
  GLOSS_BOUND_SENTENCE_END = 1 << 1,
  GLOSS_BOUND_BLOCK_START = 1 << 2,
  GLOSS_BOUND_BLOCK_END = 1 << 3,
} gloss_bound;

#define GLOSS_REPEAT_FOREVER UINT32_MAX

typedef struct gloss_node gloss_node;
struct gloss_node {
  gloss_node_kind kind;
  gloss_node *left, *right;
  gloss_test *test;
  gloss_slice layer;
  gloss_slice source;     /* an element as it stands in the query */
  uint32_t least, most;   /* GLOSS_REPEAT_FOREVER: no limit */
  uint32_t label;
  gloss_bound bound;
};

typedef enum gloss_strategy { GLOSS_LONGEST, GLOSS_SHORTEST, GLOSS_ALL } gloss_strategy;

typedef struct gloss_syntax {
  gloss_node *root;
  gloss_within within;
  gloss_strategy strategy;
  gloss_slice labels[GLOSS_PATTERN_LABELS_MAX];
  uint32_t label_count;
  uint32_t nodes, tests;  /* how many were made: what bounds the depth of a walk */
  gloss_regex **regexes;  /* all that its own tests use */
  uint32_t regex_count, regex_capacity;
} gloss_syntax;

/* The syntax of a compiled pattern: what a query that names it takes in. */
const gloss_syntax *gloss_pattern_syntax(const gloss_pattern *pattern);

/* Everything but the regexes is made in the arena; the query is copied there by the caller. On failure too the syntax has to
 * be cleared. */
bool gloss_syntax_read(gloss_syntax *syntax, gloss_slice query, gloss_arena *arena, gloss_pattern_lookup *lookup, void *context,
                       gloss_error *error);
void gloss_syntax_clear(gloss_syntax *syntax);

#endif
