/**
 * The top-level domains that make a link of a name without a scheme. Countries: every one that twitter-text 3.1.0 knows, by first letter.
 * Others: those that people write. twitter-text knows 1,000 more, brands above all; they would double what a browser loads.
 */
const countries =
  "acdefgilmnoqrstuwxz babdefghijlmnoqrstvwyz cacdfghiklmnoruvwxyz dejkmoz eceghrstu fijkmor gabdefghilmnpqrstuwy hkmnrtu idelmnoqrst jemop keghimnprwyz labcikrstuvy macdefghklmnopqrstuvwxyz " +
  "nacefgilopruz om paefghklmnrstwy qa reosuw sabcdeghijklmnorstuvxyz tcdfghjklmnoprtvwz uagkmsyz vaceginu wfs yet zamw";

const others =
  "com org net info biz edu gov mil app dev page blog site website online store shop tech xyz club live news media social agency digital design " +
  "studio art space link click top vip cloud";

const known = new Set([
  ...others.split(" "),
  ...countries.split(" ").flatMap(([first, ...seconds]) => seconds.map(second => `${first}${second}`)),
]);

/** Whether a name without a scheme that ends in this label is a link. */
export function isTopLevelDomain(label: string): boolean {
  return known.has(label.toLowerCase());
}
