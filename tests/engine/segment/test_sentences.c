#include "segmented.h"

#define CASES(name, ...)                                                            \
  static void name(void **state) {                                                  \
    (void)state;                                                                    \
    const segment_case cases[] = {__VA_ARGS__, {NULL, NULL}};                           \
    check_cases(GLOSS_SCRIPTS "/lang/en", GLOSS_LAYOUT_BODY, SENTENCES, cases);     \
  }

CASES(full_stops_question_and_exclamation_marks_end_sentences,
  {"It rained. We left.", "It rained.|We left."},
  {"Why? Who knows! Nobody.", "Why?|Who knows!|Nobody."},
  {"it rained. we left.", "it rained.|we left."},
  {"Prices rose 3.5 percent. Then 2 fell.", "Prices rose 3.5 percent.|Then 2 fell."})

CASES(abbreviations_do_not_end_sentences_before_names,
  {"Mr. Lee met Gen. Orr. They spoke.", "Mr. Lee met Gen. Orr.|They spoke."},
  {"The U.S. Senate met.", "The U.S. Senate met."},
  {"Ann B. Lee came. J. R. Orr left.", "Ann B. Lee came.|J. R. Orr left."},
  {"See p. 55 and fig. 3. It is there.", "See p. 55 and fig. 3.|It is there."},
  {"It cost Rs. 500 at no. 12. Nobody paid it.", "It cost Rs. 500 at no. 12.|Nobody paid it."},
  {"We asked, and he said no. Ann said yes.", "We asked, and he said no.|Ann said yes."},
  {"Bring fruit, e.g. Apples.", "Bring fruit, e.g. Apples."})

CASES(abbreviations_may_end_sentences_before_words_that_begin_them,
  {"It was made in the U.S. Who bought it?", "It was made in the U.S.|Who bought it?"},
  {"He works for Acme Inc. She does not.", "He works for Acme Inc.|She does not."},
  {"It closed at 6 p.m. Ann left.", "It closed at 6 p.m.|Ann left."},
  {"By 6 a.m. Ann Lee had left.", "By 6 a.m. Ann Lee had left."},
  {"It closes at 5 p.m. EST on weekdays.", "It closes at 5 p.m. EST on weekdays."},
  {"The shop closed at 5 p.m. (GMT) for good.", "The shop closed at 5 p.m. (GMT) for good."},
  {"The vote began at 9 a.m. Monday. It was over by 5 p.m. Eastern. Nobody came.",
   "The vote began at 9 a.m. Monday.|It was over by 5 p.m. Eastern.|Nobody came."},
  {"It was you and I. They agreed.", "It was you and I.|They agreed."})

CASES(closing_quote_stays_with_its_sentence,
  {"\"We won.\" She smiled.", "\"We won.\"|She smiled."},
  {"He called it “a win.” Ann laughed.", "He called it “a win.”|Ann laughed."},
  {"``We won.'' She smiled.", "``We won.''|She smiled."},
  {"(We won.) She smiled.", "(We won.)|She smiled."})

CASES(a_reporting_clause_goes_on_with_the_sentence,
  {"\"Will you go?\" he asked. We went.", "\"Will you go?\" he asked.|We went."},
  {"\"Will you go?\" Ann Lee asked. We went.", "\"Will you go?\" Ann Lee asked.|We went."},
  {"\"Will you go?\" Ann looked up.", "\"Will you go?\"|Ann looked up."},
  {"“Go away!” shouted Orr.", "“Go away!” shouted Orr."})

CASES(brackets_stay_in_their_sentence,
  {"The ferry (It is old.) sank.", "The ferry (It is old.) sank."},
  {"It grew. [3] Then it shrank. [4]", "It grew. [3]|Then it shrank. [4]"},
  {"It grew. (Lee and Orr) They said so.", "It grew.|(Lee and Orr)|They said so."})

CASES(an_ellipsis_ends_a_sentence_before_a_capital_only,
  {"I thought... well, no. I left.", "I thought... well, no.|I left."},
  {"We waited on... Nobody came.", "We waited on...|Nobody came."},
  {"It went . . . on and on.", "It went . . . on and on."},
  {"It went on . . . . Then it stopped.", "It went on . . . .|Then it stopped."})

CASES(a_mark_inside_a_name_ends_nothing,
  {"Shares of Yahoo! fell in May.", "Shares of Yahoo! fell in May."},
  {"Mail ann@example.com or see https://example.com/?a=b now.", "Mail ann@example.com or see https://example.com/?a=b now."})

CASES(items_of_a_list_in_one_line_are_sentences,
  {"1. Buy bread 2. Buy milk 3. Go home", "1. Buy bread|2. Buy milk|3. Go home"},
  {"a) red b) green c) blue", "a) red|b) green|c) blue"},
  {"• 9. Buy bread • 10. Go home", "• 9. Buy bread|• 10. Go home"},
  {"3. Buy bread. Then go.", "3. Buy bread.|Then go."})

CASES(a_smile_stays_with_its_sentence,
  {"We won! :) Come over.", "We won! :)|Come over."},
  {"We won 🎉 Come over.", "We won 🎉|Come over."})

CASES(no_sentence_runs_across_blocks,
  {"The title\n\nThe text goes on. It ends", "The title|The text goes on.|It ends"})

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(full_stops_question_and_exclamation_marks_end_sentences),
    cmocka_unit_test(abbreviations_do_not_end_sentences_before_names),
    cmocka_unit_test(abbreviations_may_end_sentences_before_words_that_begin_them),
    cmocka_unit_test(closing_quote_stays_with_its_sentence),
    cmocka_unit_test(a_reporting_clause_goes_on_with_the_sentence),
    cmocka_unit_test(brackets_stay_in_their_sentence),
    cmocka_unit_test(an_ellipsis_ends_a_sentence_before_a_capital_only),
    cmocka_unit_test(a_mark_inside_a_name_ends_nothing),
    cmocka_unit_test(items_of_a_list_in_one_line_are_sentences),
    cmocka_unit_test(a_smile_stays_with_its_sentence),
    cmocka_unit_test(no_sentence_runs_across_blocks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
