return {
  about = "What a reader of news wants to know: who and what, who said it, and in what tone",
  "structure", "entities", "quotes", "tone",
}
