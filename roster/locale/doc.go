// Package locale has the words of smena in English, Russian, Hungarian and
// German: breaches of rules, reasons for uncovered demand, and captions.
//
// The words are TOML files under catalogue/, one a language and theme, named
// theme.language.toml. A message has an id such as "breach.min-rest.below" and
// as many plural forms as the language tells apart. To add a language, copy
// the English files, translate them, and run the tests: they hold every
// language to the ids of English and every rule of the catalogue to words.
package locale
