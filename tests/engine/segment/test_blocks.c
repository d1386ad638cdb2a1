#include "segmented.h"

static void check_english(gloss_layout layout, segment_unit unit, const char *text, const char *expected) {
  const segment_case cases[] = {{text, expected}, {NULL, NULL}};
  check_cases(GLOSS_SCRIPTS "/lang/en", layout, unit, cases);
}

#define PARAGRAPH "The council met on Monday and talked about the harbour until late in the evening."

/* The kind of a line between a title and two paragraphs. */
static void check_kind(const char *line, const char *kind) {
  gloss_buffer text = {0}, expected = {0};
  gloss_buffer_print(&text, "Council Meets Again\n\n" PARAGRAPH "\n\n%s\n\n" PARAGRAPH "\n", line);
  gloss_buffer_print(&expected, "title|paragraph|%s|paragraph", kind);
  check_english(GLOSS_LAYOUT_ARTICLE, KINDS, gloss_buffer_string(&text), gloss_buffer_string(&expected));
  gloss_buffer_free(&text);
  gloss_buffer_free(&expected);
}

static void blank_lines_part_blocks(void **state) {
  (void)state;
  check_english(GLOSS_LAYOUT_BODY, BLOCKS, "One is here.\n\nTwo is\there.  \n \t\n\n\xc2\xa0Three is here.\n",
                "One is here.|Two is\there.|Three is here.");
  check_english(GLOSS_LAYOUT_BODY, BLOCKS, " \n\n \t ", "");
  check_english(GLOSS_LAYOUT_BODY, BLOCKS, "One is here.\r\n\r\nTwo is here.\r\n", "One is here.|Two is here.");
}

static void lone_newlines_part_paragraphs_of_unwrapped_text(void **state) {
  (void)state;
  check_english(GLOSS_LAYOUT_BODY, BLOCKS, PARAGRAPH " " PARAGRAPH "\nIt ended late.\n" PARAGRAPH,
                PARAGRAPH " " PARAGRAPH "|It ended late.|" PARAGRAPH);
}

#define WRAPPED "The council met on Monday and talked\nabout the new harbour until late in\nthe evening, when the mayor at last\n"

static void hard_wrapped_lines_are_joined(void **state) {
  (void)state;
  check_english(GLOSS_LAYOUT_BODY, BLOCKS,
                WRAPPED "sent all of them home.\n\nNobody had agreed with anybody else\nabout anything at all, as before.\n",
                WRAPPED "sent all of them home.|Nobody had agreed with anybody else\nabout anything at all, as before.");
}

static void list_items_of_wrapped_text_are_not_joined(void **state) {
  (void)state;
  check_english(GLOSS_LAYOUT_BODY, KINDS,
                WRAPPED "told them what was to be done soon:\n"
                "- the harbour is to be dredged before\n- the ferry is to sail twice a day to\n",
                "paragraph|list_item|list_item");
}

static void the_first_block_of_an_article_is_its_title(void **state) {
  (void)state;
  segmenting c = segmenting_open(GLOSS_SCRIPTS "/lang/en");
  segmenting_begin(&c, GLOSS_SLICE("Council Meets Again\n\n" PARAGRAPH));
  segmenting_split(&c, GLOSS_LAYOUT_ARTICLE);
  assert_int_equal(c.document->blocks[0].kind, GLOSS_TITLE);
  assert_slice(c.document->title, "Council Meets Again");
  segmenting_end(&c);
  segmenting_close(&c);
}

static void a_text_of_one_block_is_a_paragraph(void **state) {
  (void)state;
  check_english(GLOSS_LAYOUT_ARTICLE, KINDS, PARAGRAPH, "paragraph");
  check_english(GLOSS_LAYOUT_ARTICLE, KINDS, "Council Meets Again", "paragraph");
}

static void a_body_has_no_title(void **state) {
  (void)state;
  check_english(GLOSS_LAYOUT_BODY, KINDS, "Council Meets Again\n\n" PARAGRAPH, "heading|paragraph");
  check_english(GLOSS_LAYOUT_BODY, KINDS, PARAGRAPH "\n\n" PARAGRAPH, "paragraph|paragraph");
}

static void a_credit_in_front_is_not_the_title(void **state) {
  (void)state;
  check_english(GLOSS_LAYOUT_ARTICLE, KINDS, "(Photo: Ann Lee)\n\nCouncil Meets Again\n\n" PARAGRAPH, "caption|title|paragraph");
}

static void kinds_are_told_by_words_and_shape(void **state) {
  (void)state;
  check_kind("By Ann Lee and Tom Orr", "byline");
  check_kind("By noon the hall was empty.", "paragraph");
  check_kind("Written by Ann Lee, Harbour Correspondent", "byline");
  check_kind("Published: 14 September 2022, 10:30", "dateline");
  check_kind("ABERDEEN, Sept. 14, 2022", "dateline");
  check_kind("(Photo : Ann Lee/Getty Images)", "caption");
  check_kind("Image source, Getty Images", "caption");
  check_kind("Ferries in the Harbour", "heading");
  check_kind("What happens next", "heading");
  check_kind("WHAT THE MAYOR WANTS", "heading");
  check_kind("- dredge the harbour", "list_item");
  check_kind("3. Dredge the harbour.", "list_item");
  check_kind("Nobody spoke.", "paragraph");
  check_kind("It was late, and the hall,", "paragraph");
}

static void boilerplate_is_told_apart(void **state) {
  (void)state;
  check_kind("Read Also: Mayor Says 'No' To Ferries", "boilerplate");
  check_kind("Related Article: Mayor Says No", "boilerplate");
  check_kind("@HarbourNews", "boilerplate");
  check_kind("#harbour #ferries https://example.com", "boilerplate");
  check_kind("© 2022 Harbour News. All rights reserved.", "boilerplate");
  check_kind("Sign up for our newsletter", "boilerplate");
  check_kind("* * *", "boilerplate");
  check_kind("Reading also helps, she said, when the ferries are late.", "paragraph");
}

static void a_heading_has_text_under_it(void **state) {
  (void)state;
  check_english(GLOSS_LAYOUT_ARTICLE, KINDS, "Council Meets Again\n\n" PARAGRAPH "\n\nFerries in the Harbour",
                "title|paragraph|paragraph");
}

static void blocks_of_the_reader_stay(void **state) {
  (void)state;
  const char *text = "The Given Title\n\nFirst here. Then more.\n\nRead also: ferries\n\nLast here.";
  segmenting c = segmenting_open(GLOSS_SCRIPTS "/lang/en");
  segmenting_begin(&c, gloss_slice_of(text));
  gloss_document_add_block(c.document, GLOSS_TITLE, (gloss_span){0, 15});
  gloss_document_add_block(c.document, GLOSS_PARAGRAPH, (gloss_span){41, 59});
  segmenting_split(&c, GLOSS_LAYOUT_ARTICLE);
  gloss_buffer found = {0};
  segment_write(c.document, KINDS, &found);
  segment_write(c.document, SENTENCES, &found);
  assert_slice(gloss_buffer_slice(&found),
               "title|paragraph|paragraph|paragraph|The Given Title|First here.|Then more.|Read also: ferries|Last here.");
  gloss_buffer_free(&found);
  segmenting_end(&c);
  segmenting_close(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(blank_lines_part_blocks),
    cmocka_unit_test(lone_newlines_part_paragraphs_of_unwrapped_text),
    cmocka_unit_test(hard_wrapped_lines_are_joined),
    cmocka_unit_test(list_items_of_wrapped_text_are_not_joined),
    cmocka_unit_test(the_first_block_of_an_article_is_its_title),
    cmocka_unit_test(a_text_of_one_block_is_a_paragraph),
    cmocka_unit_test(a_body_has_no_title),
    cmocka_unit_test(a_credit_in_front_is_not_the_title),
    cmocka_unit_test(kinds_are_told_by_words_and_shape),
    cmocka_unit_test(boilerplate_is_told_apart),
    cmocka_unit_test(a_heading_has_text_under_it),
    cmocka_unit_test(blocks_of_the_reader_stay),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
