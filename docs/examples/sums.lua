local gloss, number = require "gloss", require "number"

local sum = gloss.regex([[
  (?<sign>[$€£]) \s? [\d.,]*\d (?: [\s-]? (?:thousand|million|billion|trillion|k|m|[mbt]n) \b )?
| [\d.,]*\d (?:\s(?:thousand|million|billion|trillion))? \s (?<name>dollars|euros|pounds) \b ]], "x")

local codes = { ["€"] = "EUR", ["£"] = "GBP", euros = "EUR", pounds = "GBP" }

return {
  about    = "Sums of money, as a number and a currency",
  tags     = { "numbers" },
  provides = { money = { amount = "number", currency = "string" } },
  options  = { dollar = { default = "USD", about = "what a bare $ means" } },

  document = function(document, options)
    for match in sum:matches(document) do
      local currency = codes[match.sign or match.name] or options.dollar
      document:annotate("money", match, { amount = number.parse(match), currency = currency })
    end
  end,

  tests = {
    { name = "a sign, a figure and a word", text = "It cost $5 million, or $500-million, not €3.5bn.",
      money = { { "$5 million", amount = 5e6, currency = "USD" }, { "$500-million", amount = 5e8 },
                { "€3.5bn", amount = 3.5e9, currency = "EUR" } } },
    { name = "a currency after its figure", text = "They paid 1,200 dollars.",
      given = { options = { dollar = "CAD" } }, money = { { "1,200 dollars", amount = 1200, currency = "CAD" } } },
    { name = "a figure alone is not a sum", text = "There were 5 million of them.", money = {} },
  },
}
