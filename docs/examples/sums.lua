local gloss, number = require "gloss", require "number"

local sum = gloss.regex([[
  (?<sign>[$€£]) \s? (?<figure>[\d.,]*\d) (?: \s? (?<unit>thousand|million|billion|trillion|[mb]n?) \b )?
| (?<amount>[\d.,]*\d (?:\s(?:thousand|million|billion|trillion))?) \s (?<name>dollars|euros|pounds) \b ]], "x")

local codes = { ["€"] = "EUR", ["£"] = "GBP", euros = "EUR", pounds = "GBP" }
local units = { m = "million", mn = "million", b = "billion", bn = "billion" }

return {
  about    = "Sums of money, as a number and a currency",
  tags     = { "numbers" },
  provides = { money = { amount = "number", currency = "string" } },
  options  = { dollar = { default = "USD", about = "what a bare $ means" } },

  document = function(document, options)
    for match in sum:matches(document) do
      local amount = match.amount or match.figure .. " " .. (units[match.unit] or match.unit or "")
      local currency = codes[match.sign or match.name] or options.dollar
      document:annotate("money", match, { amount = number.parse(amount), currency = currency })
    end
  end,

  tests = {
    { name = "a sign, a figure and a word", text = "It cost $5 million, not €3.5bn.",
      money = { { "$5 million", amount = 5e6, currency = "USD" }, { "€3.5bn", amount = 3.5e9, currency = "EUR" } } },
    { name = "a currency behind its figure", text = "They paid 1,200 dollars.",
      given = { options = { dollar = "CAD" } }, money = { { "1,200 dollars", amount = 1200, currency = "CAD" } } },
    { name = "a figure alone is no sum", text = "There were 5 million of them.", money = {} },
  },
}
