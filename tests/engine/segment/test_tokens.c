#include "segmented.h"

#define CASES(name, ...)                                                            \
  static void name(void **state) {                                                  \
    (void)state;                                                                    \
    const segment_case cases[] = {__VA_ARGS__, {NULL, NULL}};                           \
    check_cases(GLOSS_SCRIPTS "/lang/en", GLOSS_LAYOUT_BODY, TOKENS, cases);        \
  }

CASES(marks_are_split_off_words,
  {"Well, yes (I think): no.", "Well|,|yes|(|I|think|)|:|no|."},
  {"\"Go!\" she said.", "\"|Go|!|\"|she|said|."},
  {"«Non», “oui”, ‘si’ and „ja“", "«|Non|»|,|“|oui|”|,|‘|si|’|and|„|ja|“"},
  {"``Go,'' he said", "``|Go|,|''|he|said"},
  {"yes/no and/or", "yes|/|no|and|/|or"},
  {"wait - what -- now — or–else", "wait|-|what|--|now|—|or|–|else"})

CASES(runs_of_marks_are_one_token,
  {"What?! No!!! Well... so…", "What|?!|No|!!!|Well|...|so|…"},
  {"What...? Oh....", "What|...|?|Oh|...."},
  {"a ---- b ==== c *** d", "a|----|b|====|c|***|d"},
  {"((a)) [[b]]", "(|(|a|)|)|[|[|b|]|]"})

CASES(contractions_and_possessives_are_split,
  {"don't can't won't isn't", "do|n't|ca|n't|wo|n't|is|n't"},
  {"I'm you're he's we've they'll she'd", "I|'m|you|'re|he|'s|we|'ve|they|'ll|she|'d"},
  {"Ann’s DON’T couldn't've", "Ann|’s|DO|N’T|could|n't|'ve"},
  {"the boys' bikes", "the|boys|'|bikes"},
  {"cannot gonna wanna dont 'tis", "can|not|gon|na|wan|na|do|nt|'t|is"},
  {"O'Neill ma'am o'clock rock 'n' roll", "O'Neill|ma'am|o'clock|rock|'n'|roll"})

CASES(hyphens_cut_words_but_not_their_prefixes,
  {"a long-term, state-of-the-art plan", "a|long|-|term|,|state|-|of|-|the|-|art|plan"},
  {"anti-war non-human re-elected e-mail mid-1990s", "anti-war|non-human|re-elected|e-mail|mid-1990s"},
  {"pre- and post-war", "pre|-|and|post-war"})

CASES(numbers_are_whole,
  {"1,000.5 and 3.5 at 10:30 on 9/11/2001", "1,000.5|and|3.5|at|10:30|on|9/11/2001"},
  {"1st 22nd 1990s 90's '98 3D", "1st|22nd|1990s|90's|'98|3D"},
  {"call 555-1234 or 1-800-555-0199", "call|555-1234|or|1-800-555-0199"},
  {"in 1990-95, 10-15 of them", "in|1990|-|95|,|10|-|15|of|them"},
  {"½ of 5½", "½|of|5½"})

CASES(currencies_percents_and_units_are_tokens_of_their_own,
  {"$5, £3.50 and 50%", "$|5|,|£|3.50|and|50|%"},
  {"5km 10am 30MW $3bn 20°C", "5|km|10|am|30|MW|$|3|bn|20|°|C"})

CASES(abbreviations_keep_their_full_stop,
  {"Mr. Smith of Acme Inc. in St. Louis", "Mr.|Smith|of|Acme|Inc.|in|St.|Louis"},
  {"the U.S. at 5 p.m. today, i.e. now", "the|U.S.|at|5|p.m.|today|,|i.e.|now"},
  {"a Ph.D. from the U.K", "a|Ph.D.|from|the|U.K"},
  {"No. 5 said no. I left.", "No.|5|said|no|.|I|left|."},
  {"John F. Kennedy, J.R.R. Tolkien", "John|F.|Kennedy|,|J.R.R.|Tolkien"},
  {"It is plan B. The end.", "It|is|plan|B|.|The|end|."})

CASES(what_the_web_writes_is_whole,
  {"see https://example.com/a_b?c=d#e.", "see|https://example.com/a_b?c=d#e|."},
  {"(www.example.org/x_(y)) now", "(|www.example.org/x_(y)|)|now"},
  {"mail ann.lee+x@mail.example.co.uk!", "mail|ann.lee+x@mail.example.co.uk|!"},
  {"at example.com, report.pdf and alt.animals.cat", "at|example.com|,|report.pdf|and|alt.animals.cat"},
  {"@ann_lee #Budget2022 #1", "@ann_lee|#Budget2022|#|1"},
  {"the end.The next", "the|end|.|The|next"},
  {"nice :-) <3", "nice|:-)|<3"})

CASES(names_of_firms_are_whole,
  {"AT&T, R&D and Yahoo! News", "AT&T|,|R&D|and|Yahoo!|News"},
  {"Johnson & Johnson, salt&pepper", "Johnson|&|Johnson|,|salt|&|pepper"})

CASES(an_emoji_is_one_token_with_all_that_is_joined_to_it,
  {"a👍🏽b", "a|👍🏽|b"},
  {"👨‍👩‍👧🇩🇪🇫🇷❤️", "👨‍👩‍👧|🇩🇪|🇫🇷|❤️"})

CASES(letters_of_all_scripts_make_words,
  {"Žižek naïve Σωκράτης Москва", "Žižek|naïve|Σωκράτης|Москва"},
  {"cafe\xcc\x81 soft\xc2\xadhyphen", "cafe\xcc\x81|soft\xc2\xadhyphen"},
  {"東京都。はい", "東|京|都|。|は|い"},
  {"non\xc2\xa0" "breaking\xe2\x80\x83space", "non|breaking|space"})

static void clitics_and_spaces_are_flagged(void **state) {
  (void)state;
  segmenting c = segmenting_open(GLOSS_SCRIPTS "/lang/en");
  segmenting_begin(&c, GLOSS_SLICE("I can't, Ann's."));
  segmenting_split(&c, GLOSS_LAYOUT_BODY);
  const char *clitics = "0010010"; /* I ca n't , Ann 's . */
  const char *spaced = "1100100";
  assert_int_equal(c.document->token_count, 7);
  for (uint32_t i = 0; i < 7; i++) {
    assert_int_equal((c.document->tokens[i].flags & GLOSS_IS_CLITIC) != 0, clitics[i] == '1');
    assert_int_equal((c.document->tokens[i].flags & GLOSS_AFTER_SPACE) != 0, spaced[i] == '1');
    assert_int_equal((c.document->tokens[i].flags & GLOSS_IS_FIRST) != 0, i == 0);
  }
  segmenting_end(&c);
  segmenting_close(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(marks_are_split_off_words),
    cmocka_unit_test(runs_of_marks_are_one_token),
    cmocka_unit_test(contractions_and_possessives_are_split),
    cmocka_unit_test(hyphens_cut_words_but_not_their_prefixes),
    cmocka_unit_test(numbers_are_whole),
    cmocka_unit_test(currencies_percents_and_units_are_tokens_of_their_own),
    cmocka_unit_test(abbreviations_keep_their_full_stop),
    cmocka_unit_test(what_the_web_writes_is_whole),
    cmocka_unit_test(names_of_firms_are_whole),
    cmocka_unit_test(an_emoji_is_one_token_with_all_that_is_joined_to_it),
    cmocka_unit_test(letters_of_all_scripts_make_words),
    cmocka_unit_test(clitics_and_spaces_are_flagged),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
