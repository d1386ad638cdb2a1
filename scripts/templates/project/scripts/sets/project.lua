return { about = "All that this project looks for", "@NAME@" }
