/**
 * The top-level domains that make a link of a name without a scheme. Countries: every one that twitter-text 3.1.0 knows, by first letter.
 * Others: those that people write. twitter-text knows 1,000 more, brands above all; they would double what a browser loads.
 */
const countries =
  "acdefgilmnoqrstuwxz babdefghijlmnoqrstvwyz cacdfghiklmnoruvwxyz dejkmoz eceghrstu fijkmor gabdefghilmnpqrstuwy hkmnrtu idelmnoqrst jemop keghimnprwyz labcikrstuvy macdefghklmnopqrstuvwxyz " +
  "nacefgilopruz om paefghklmnrstwy qa reosuw sabcdeghijklmnorstuvxyz tcdfghjklmnoprtvwz uagkmsyz vaceginu wfs yet zamw";

const others =
  "com org net info biz edu gov mil int name pro mobi app dev page blog site website online store shop tech xyz club live life world today news " +
  "media social network agency digital design studio art photography music events academy school services solutions space link click top vip cloud";

const known = new Set(others.split(" "));

/** Whether a name without a scheme that ends in this label is a link. */
export function isTopLevelDomain(label: string): boolean {
  const lower = label.toLowerCase();
  return known.has(lower) || isCountry(lower);
}

function isCountry(label: string): boolean {
  return (
    label.length === 2 &&
    countries.split(" ").some(group => group.charAt(0) === label.charAt(0) && group.indexOf(label.charAt(1), 1) > 0)
  );
}
