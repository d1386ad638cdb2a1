#include "check.h"

#include "learn/features.h"

static void takes(const char *text, bool is_of_places) {
  gloss_error error = {0};
  gloss_features *features = gloss_features_read("my.features", gloss_slice_of(text), is_of_places, &error);
  if (features == NULL) fail_msg("%s", error.message);
  gloss_features_free(features);
}

static void refuses(const char *text, bool is_of_places, const char *message) {
  gloss_error error = {0};
  assert_null(gloss_features_read("my.features", gloss_slice_of(text), is_of_places, &error));
  assert_string_equal(error.message, message);
  gloss_error_clear(&error);
}

static void templates_stand_one_a_line(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_features *features =
      gloss_features_read("my.features", GLOSS_SLICE("# words\nnorm[0]\n\n  norm[-1]   shape[1]\r\nphrase[0] names.tsv type"),
                          false, &error);
  assert_non_null(features);
  assert_int_equal(features->count, 3);
  assert_slice(features->items[1].text, "norm[-1] shape[1]");
  assert_int_equal(features->items[1].part_count, 2);
  assert_int_equal(features->items[1].parts[0].offset, -1);
  assert_int_equal(features->items[1].parts[1].kind, GLOSS_FEATURE_SHAPE);
  assert_slice(features->items[2].parts[0].name, "names.tsv");
  assert_slice(features->items[2].parts[0].column, "type");
  gloss_features_free(features);
}

static void a_list_without_column_may_stand_before_another_part(void **state) {
  (void)state;
  gloss_error error = {0};
  gloss_features *features = gloss_features_read("f", GLOSS_SLICE("phrase[0] names.tsv shape[1]"), false, &error);
  assert_int_equal(features->items[0].part_count, 2);
  assert_null(features->items[0].parts[0].column.data);
  gloss_features_free(features);
}

static void a_classifier_looks_at_more(void **state) {
  (void)state;
  takes("words 8\nwords -8\nwords +3\nsum tone.tsv +4", true);
  takes("words document\nsum tone.tsv sentence\nnorm[first] norm[last]\nnorm[inside]\nnorm[-1]", true);
  refuses("words document", false, "my.features:1: `words` is of a place, which a tagger has none of");
  refuses("norm[inside]", false, "my.features:1: [inside] is of a place, which a tagger has none of; write [0]");
  refuses("norm[inside] norm[first]", true, "my.features:1: [inside] stands alone");
  refuses("words 65", true, "my.features:1: \"65\" is not sentence, block or document, nor a number from -64 to 64");
  refuses("sum tone.tsv", true, "my.features:1: sentence, block, document or a number is missing at the end");
}

static void a_mistake_says_what_is_wrong(void **state) {
  (void)state;
  refuses("", false, "my.features: has no template");
  refuses("norm[0]\nnrom[1]", false, "my.features:2: no feature \"nrom\"; did you mean \"norm\"?");
  refuses("norm", false, "my.features:1: which word is missing: write norm[0]");
  refuses("norm[5]", false, "my.features:1: [5]: a place is a number from -4 to 4");
  refuses("norm[0]x", false, "my.features:1: \"x\" after norm is not understood");
  refuses("prefix[0]", false, "my.features:1: how many letters is missing: write prefix[0]:3 (at most 9)");
  refuses("flag[0] is_tilte", false, "my.features:1: no flag \"is_tilte\"; did you mean \"is_title\"?");
  refuses("in[0]", false, "my.features:1: the name of a list is missing at the end");
  refuses("block[0]", false, "my.features:1: write block alone, without [ ]");
  refuses("norm[0]\nnorm[0]", false, "my.features:2: stands there twice");
  refuses("norm[0] norm[1] norm[2] norm[3]", false, "my.features:1: at most 3 parts count together");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(templates_stand_one_a_line),
      cmocka_unit_test(a_list_without_column_may_stand_before_another_part),
      cmocka_unit_test(a_classifier_looks_at_more),
      cmocka_unit_test(a_mistake_says_what_is_wrong),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
