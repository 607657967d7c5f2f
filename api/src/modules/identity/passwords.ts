import type { Service } from "../../ctx.ts";
import { type Fault, Refusal } from "../../problems.ts";

/** OWASP Password Storage Cheat Sheet, argon2id, second choice of equal strength: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const ARGON2ID = 2;
const SALT_BYTES = 16;

/** A hash of nothing anyone knows, with the same cost: verifying against it takes as long as against a user's own. */
const NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$XfQ910w0kbDgByRfHEIRzg$l+8p7MJ1J1FTIilzPP5p/rSJdNMjYI5gXBCYTh6ygeU";

/**
 * Hashes in progress or waiting in this process. Each takes about 30 ms of one of the four threads of the platform's pool, so this many wait half a
 * second; more would only wait longer, and are told to come back.
 */
const MOST_AT_ONCE = 64;
let running = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MOST_AT_ONCE)
    throw new Refusal("busy", "Too many logins at this moment. Nothing was changed.", { retryAfterMs: 1000 });
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
  }
}

/** One text typed on two keyboards may differ in Unicode form: NIST SP 800-63B asks for NFKC before hashing. */
const bytesOf = (password: string): Uint8Array => Buffer.from(password.normalize("NFKC"));

/** Argon2id in PHC form. @throws {Refusal} `busy` */
export function hashPassword(service: Pick<Service, "chance">, password: string): Promise<string> {
  return inTurn(async () => {
    const { hash } = await import("@node-rs/argon2");
    return hash(bytesOf(password), { ...COST, algorithm: ARGON2ID, salt: service.chance.bytes(SALT_BYTES) });
  });
}

/** Whether it is the password; with null (no such user) false, after the same work. @throws {Refusal} `busy` */
export function verifyPassword(hashed: string | null, password: string): Promise<boolean> {
  return inTurn(async () => {
    const { verify } = await import("@node-rs/argon2");
    const fits = await verify(hashed ?? NOBODY, bytesOf(password));
    return fits && hashed !== null;
  });
}

export const PASSWORD_LENGTH = { least: 12, most: 256 } as const;

/** Of twelve characters at least so many must not be foreseeable; `Password2026!` has two, four random words have twenty. */
const LEAST_UNFORESEEABLE = 8;

/** What people build passwords from first, as the published lists of leaked passwords show it; digits that stand for letters are undone before. */
const COMMON =
  "password passwort passw0rd kennwort motdepasse contrasena wachtwoord qwertyuiop qwertzuiop qwerty qwertz azerty asdfghjkl asdf zxcvbnm yxcvbnm letmein welcome willkommen bienvenue iloveyou loveyou princess sunshine football baseball basketball superman batman spiderman pokemon monkey dragon shadow master michael jordan charlie ashley trustno starwars whatever freedom changeme change secret geheim default administrator admin root guest login access testing test user hello hallo computer internet google facebook instagram twitter linkedin youtube placard samsung summer winter spring autumn sommer herbst january february march april june july august september october november december monday friday sunday"
    .split(" ")
    .sort((a, b) => b.length - a.length);
const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};
/** Neighbours on keyboards and in counting; read in both directions. */
const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "qwertzuiop",
  "azertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "yxcvbnm",
];

/**
 * Refuses what a guesser tries first: no rules about kinds of characters, only that enough of the password cannot be foreseen.
 * `known` is what a stranger may know of the person: e-mail address, names.
 */
export function passwordFaults(password: string, known: readonly string[]): Fault[] {
  if (unforeseeable(password, known) >= LEAST_UNFORESEEABLE) return [];
  return [
    {
      path: "password",
      code: "too_weak",
      message: "It is easy to guess: too much of it is a common word, your name or address, a year, a sequence or a repetition.",
      fix: "Use four or more unrelated words, or let a password manager make one.",
    },
  ];
}

/** How many characters a guesser cannot foresee: each common word, known name, year, sequence and repetition counts as one. */
export function unforeseeable(password: string, known: readonly string[]): number {
  let rest = withoutRepetition(password.normalize("NFKC").toLowerCase());
  const names = known.flatMap(text => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter(name => name.length >= 3);
  const words = [...names.sort((a, b) => b.length - a.length), ...COMMON];
  for (const word of words) rest = replaceWord(rest, word);
  rest = rest.replace(/(?:19|20)\d\d/g, MARK);
  rest = withoutSequences(rest);
  rest = rest.replace(/(.)\1{2,}/gu, MARK);
  const left = [...rest];
  return Math.min(left.length, 2 * new Set(left).size); // few different characters are few guesses
}

/** Stands for what was foreseen; it cannot be typed. */
const MARK = "\u0000";

/** `abcabcabc` is `abc`: the shortest block that the whole repeats (its last time may be cut short). */
function withoutRepetition(text: string): string {
  const letters = [...text];
  for (let block = 1; block <= letters.length / 2; block++) {
    if (letters.every((letter, position) => letter === letters[position % block])) return letters.slice(0, block).join("");
  }
  return text;
}

function replaceWord(text: string, word: string): string {
  const plain = [...text].map(letter => LEET[letter] ?? letter).join("");
  const target = [...word].map(letter => LEET[letter] ?? letter).join("");
  let result = "";
  let from = 0;
  for (;;) {
    const at = plain.indexOf(target, from);
    if (at < 0) return result + text.slice(from);
    result += text.slice(from, at) + MARK;
    from = at + target.length;
  }
}

/** Runs of three and more neighbours count as one. */
function withoutSequences(text: string): string {
  const letters = [...text];
  let result = "";
  for (let start = 0; start < letters.length; ) {
    let end = start + 1;
    while (end < letters.length && ROWS.some(row => isRun(row, letters.slice(start, end + 1).join("")))) end += 1;
    result += end - start >= 3 ? MARK : letters.slice(start, end).join("");
    start = end;
  }
  return result;
}

const isRun = (row: string, run: string): boolean => row.includes(run) || row.includes([...run].reverse().join(""));
