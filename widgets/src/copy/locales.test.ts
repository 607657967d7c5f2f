import { issueTexts, networks } from "@placard/networks";
import { describe, expect, test } from "vitest";
import { type Dictionary, LANGUAGES, type Message } from "./copy.ts";
import calendar from "./en/calendar.ts";
import details from "./en/calendar-details.ts";
import composer from "./en/composer.ts";
import media from "./en/composer-media.ts";
import panels from "./en/composer-panels.ts";
import connect from "./en/connect.ts";
import shared from "./en/shared.ts";
import ar from "./locales/ar.ts";
import de from "./locales/de.ts";
import es from "./locales/es.ts";
import fr from "./locales/fr.ts";
import ja from "./locales/ja.ts";

const dictionaries: Readonly<Record<string, Dictionary>> = { de, es, fr, ja, ar };

const issues = Object.fromEntries(
  Object.entries(issueTexts).flatMap(([code, [message, fix]]) => [
    [`issue.${code}`, message],
    [`issue.${code}.fix`, fix],
  ]),
);
/** What networks can be told beside a post: each option's label, what helps to fill it in, and the values to choose from. */
const options = Object.fromEntries(
  Object.values(networks).flatMap(({ name: network, options }) =>
    options.flatMap(option => [
      [`option.${option.name}`, option.label],
      ...(option.description === `${option.label}.` ? [] : [[`option.${network}.${option.name}`, option.description]]),
      ...(option.type === "enum" ? option.values.map(value => [`option.value.${value}`, value]) : []),
    ]),
  ),
);
const english: Dictionary = {
  ...shared,
  ...connect,
  ...options,
  ...composer,
  ...media,
  ...panels,
  ...calendar,
  ...details,
  ...issues,
};

/** The plain words that validation puts into the texts of issues: things, limits, kinds of post and of media. */
const words = [
  ...["text", "title", "thread", "parts", "first comment", "alt text", "media", "link"],
  ...["hashtags", "mentions", "links", "cashtags", "characters", "bytes", "more than 130 characters"],
  ...["number of media", "number of image", "number of video", "number of gif", "number of document"],
  ...["size", "width", "height", "area", "width to height", "duration", "at most", "at least"],
  ...["post", "story", "article", "reel", "carousel", "image", "video", "gif", "document"],
].map(word => `issue.what.${word}`);

const formsOf = (message: Message): string[] => (typeof message === "string" ? [message] : Object.values(message));

/** The values of a text. `{{name}}` is none: it shows what templates look like, in each language's own word. */
const valuesOf = (text: string): string[] =>
  [...new Set([...text.replace(/\{\{[^{}]*\}\}/g, "").matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name)))].sort();

const templatesIn = (text: string): number => [...text.matchAll(/\{\{[^{}]+\}\}/g)].length;

test("every language but English has a dictionary", () => {
  expect(Object.keys(dictionaries)).toEqual(LANGUAGES.filter(language => language !== "en"));
});

for (const [language, dictionary] of Object.entries(dictionaries)) {
  const empty = Object.keys(dictionary).length === 0;
  describe.skipIf(empty)(`the texts in ${language}${empty ? " (not translated yet)" : ""}`, () => {
    test("are all there, and no others", () => {
      const keys = Object.keys(dictionary);
      expect([...Object.keys(english), ...words].filter(key => !keys.includes(key))).toEqual([]);
      expect(keys.filter(key => english[key] === undefined && !key.startsWith("issue.what."))).toEqual([]);
    });

    test("hold the values that the English ones hold", () => {
      for (const [key, message] of Object.entries(dictionary)) {
        const [first = ""] = formsOf(english[key] ?? "");
        for (const form of formsOf(message)) {
          expect(valuesOf(form), `${key}: ${form}`).toEqual(valuesOf(first));
          expect(templatesIn(form), `${key}: ${form}`).toBe(templatesIn(first));
        }
      }
    });

    test("have every plural form of the language where English has some", () => {
      const categories = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
      for (const [key, message] of Object.entries(dictionary)) {
        expect(typeof message, key).toBe(typeof (english[key] ?? ""));
        if (typeof message !== "string") expect(Object.keys(message).sort(), key).toEqual(categories);
      }
    });

    test("are neither empty nor begin or end with white space", () => {
      for (const [key, message] of Object.entries(dictionary)) {
        for (const form of formsOf(message)) {
          expect(form, key).toBe(form.trim());
          expect(form, key).not.toBe("");
        }
      }
    });
  });
}
