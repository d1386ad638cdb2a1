return {
  about = "What a reader of a whole corpus wants to know: who is named, who speaks and about whom, what was copied",
  "most_named", "who_says_what", "gender_of_sources", "tone_over_time", "same_story",
}
