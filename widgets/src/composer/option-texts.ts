import { type NetworkName, networks, type OptionDescriptor } from "@placard/networks";
import type { Values } from "../copy/copy.ts";

/** Gives the text of a key, or the key itself where the copy has none. */
export type Texts = (key: string, values?: Values) => string;

/** What the copy says, else what the networks' facts say, in English. */
export function said(t: Texts, key: string, otherwise: string): string {
  const known = t(key);
  return known === key ? otherwise : known;
}

/** A network's option by the name that the API gives it. */
export const optionOf = (network: NetworkName, name: string): OptionDescriptor | undefined =>
  networks[network].options.find(option => option.name === name);

export const optionLabel = (t: Texts, { name, label }: OptionDescriptor): string => said(t, `option.${name}`, label);

/** What helps to fill an option in; null where its label says it all. */
export function optionHint(t: Texts, network: string, { name, label, description }: OptionDescriptor): string | null {
  const hint = said(t, `option.${network}.${name}`, description);
  return hint === `${label}.` ? null : hint;
}

/** One of the values that an option can be chosen from. */
export const optionValue = (t: Texts, value: string): string => said(t, `option.value.${value}`, words(value));

/** What an option must be, to be put into "… must be: …". */
export function optionMust(t: Texts, option: OptionDescriptor): string {
  switch (option.type) {
    case "enum":
      return option.values.map(value => optionValue(t, value)).join(", ");
    case "integer":
      return t("option.must.integer", { min: option.min ?? 0, max: option.max ?? "…" });
    case "string":
      if (option.format) return t(`option.must.${option.format}`);
      if (option.pattern === undefined && option.maxLength !== undefined)
        return t("option.must.string", { max: option.maxLength });
      return t("option.must.form");
    case "boolean":
      return t("option.must.boolean");
    case "string_list":
      return t("option.must.form");
  }
}

/** `SELF_ONLY` and `mentionedUsers` as people write them. */
function words(value: string): string {
  const text = value
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
