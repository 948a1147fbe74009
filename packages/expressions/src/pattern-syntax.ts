/** A set of characters as ranges of code points. */
export type CharacterSet = { ranges: readonly (readonly [number, number])[]; negated: boolean };

export type Pattern =
  | { is: "one"; set: CharacterSet }
  | { is: "sequence"; of: Pattern[] }
  | { is: "choice"; of: Pattern[] }
  | { is: "repeat"; of: Pattern; least: number; most: number }
  | { is: "start" }
  | { is: "end" };

export const longestPattern = 200;
export const mostRepeats = 100;

/** Thrown by `readPattern`; the message is a sentence for the author. */
export class PatternRefused extends Error {}

const digits = [[48, 57]] as const;
const wordCharacters = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
] as const;
const spaces = [
  [9, 10],
  [12, 13],
  [32, 32],
] as const;
const anything: CharacterSet = { ranges: [[10, 10]], negated: true };
const classes: Readonly<Record<string, CharacterSet>> = {
  d: { ranges: digits, negated: false },
  D: { ranges: digits, negated: true },
  w: { ranges: wordCharacters, negated: false },
  W: { ranges: wordCharacters, negated: true },
  s: { ranges: spaces, negated: false },
  S: { ranges: spaces, negated: true },
};
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12 };

/**
 * Reads the subset of RE2's syntax that means the same everywhere: literals, `.`, classes, groups, `|`, `* + ? {n,m}`, `^ $`, `\d \w \s`, and `(?i)` in
 * front. Refuses look-around, references to groups and word borders, each by name.
 */
export function readPattern(source: string): { pattern: Pattern; ignoreCase: boolean } {
  if (source.length > longestPattern) throw new PatternRefused(`The pattern is longer than ${longestPattern} characters; shorten it.`);
  const ignoreCase = source.startsWith("(?i)");
  const letters = Array.from(ignoreCase ? source.slice(4) : source);
  let index = 0;
  let depth = 0;
  const peek = () => letters[index];
  const code = (letter: string) => letter.codePointAt(0) ?? 0;
  const single = (point: number): Pattern => ({ is: "one", set: { ranges: [[point, point]], negated: false } });

  function choice(): Pattern {
    const of = [sequence()];
    while (peek() === "|") {
      index++;
      of.push(sequence());
    }
    return of.length === 1 && of[0] ? of[0] : { is: "choice", of };
  }

  function sequence(): Pattern {
    const of: Pattern[] = [];
    while (index < letters.length && peek() !== "|" && peek() !== ")") of.push(repeated());
    return { is: "sequence", of };
  }

  function repeated(): Pattern {
    const of = one();
    const bounds = quantifier();
    if (!bounds) return of;
    if (of.is === "start" || of.is === "end") throw new PatternRefused("^ and $ cannot be repeated; remove the * + ? or {…} behind them.");
    if (peek() === "?") index++; // a lazy quantifier finds the same texts
    if (quantifier()) throw new PatternRefused("Two repetitions follow each other; put the first in a group.");
    return { is: "repeat", of, ...bounds };
  }

  function quantifier(): { least: number; most: number } | undefined {
    const letter = peek();
    if (letter === "*" || letter === "+" || letter === "?") {
      index++;
      return { least: letter === "+" ? 1 : 0, most: letter === "?" ? 1 : Number.POSITIVE_INFINITY };
    }
    if (letter !== "{") return undefined;
    const match = /^\{(\d{1,5})(?:(,)(\d{1,5})?)?\}/.exec(letters.slice(index, index + 14).join(""));
    if (!match) throw new PatternRefused("A { must begin a repetition such as {2} or {2,5}; write \\{ for the character.");
    index += match[0].length;
    const least = Number(match[1]);
    const most = match[3] === undefined ? (match[2] ? Number.POSITIVE_INFINITY : least) : Number(match[3]);
    if (least > mostRepeats || (most !== Number.POSITIVE_INFINITY && most > mostRepeats))
      throw new PatternRefused(`A repetition goes to ${mostRepeats} at most.`);
    if (most < least) throw new PatternRefused(`The repetition ${match[0]} ends before it begins.`);
    return { least, most };
  }

  function one(): Pattern {
    const letter = letters[index++] ?? "";
    if (letter === "(") return group();
    if (letter === "[") return { is: "one", set: characterClass() };
    if (letter === ".") return { is: "one", set: anything };
    if (letter === "^") return { is: "start" };
    if (letter === "$") return { is: "end" };
    if (letter === "\\") return escaped();
    if ("*+?".includes(letter)) throw new PatternRefused(`There is nothing for ${letter} to repeat; write \\${letter} for the character.`);
    if (letter === "{" || letter === "}" || letter === "]") throw new PatternRefused(`Write \\${letter} for the character ${letter}.`);
    return single(code(letter));
  }

  function group(): Pattern {
    if (++depth > 20) throw new PatternRefused("The groups nest deeper than 20.");
    if (peek() === "?") {
      if (letters[index + 1] !== ":")
        throw new PatternRefused(
          `Look-ahead, look-behind, names and options in a group are not possible; only (…), (?:…) and (?i) in front.`,
        );
      index += 2;
    }
    const inner = choice();
    if (letters[index++] !== ")") throw new PatternRefused("A group is not closed; add a ).");
    depth--;
    return inner;
  }

  function escaped(): Pattern {
    const letter = letters[index++];
    if (letter === undefined) throw new PatternRefused("The pattern ends in a \\; write \\\\ for the character.");
    const set = Object.hasOwn(classes, letter) ? classes[letter] : undefined;
    return set ? { is: "one", set } : single(escapedCharacter(letter));
  }

  function escapedCharacter(letter: string): number {
    if (Object.hasOwn(controls, letter)) return controls[letter] ?? 0;
    if (/[1-9]/.test(letter)) throw new PatternRefused("References to groups (\\1) are not possible.");
    if (/[bB]/.test(letter)) throw new PatternRefused("Word borders (\\b) are not possible; name the characters around the word.");
    if (/[A-Za-z0]/.test(letter))
      throw new PatternRefused(`\\${letter} is not known; only \\d \\w \\s \\D \\W \\S \\n \\r \\t \\f and marks.`);
    return code(letter);
  }

  function characterClass(): CharacterSet {
    const negated = peek() === "^";
    if (negated) index++;
    const ranges: (readonly [number, number])[] = [];
    for (;;) {
      const letter = letters[index++];
      if (letter === undefined) throw new PatternRefused("A [ is not closed; add a ].");
      if (letter === "]") break;
      if (letter === "[") throw new PatternRefused("Write \\[ for a [ inside […].");
      const low = classMember(letter, ranges);
      if (low === undefined) continue;
      if (peek() !== "-" || letters[index + 1] === "]" || letters[index + 1] === undefined) {
        ranges.push([low, low]);
        continue;
      }
      index++;
      const high = classMember(letters[index++] ?? "", []);
      if (high === undefined || high < low) throw new PatternRefused("A range inside […] must go from a character to a later one.");
      ranges.push([low, high]);
    }
    if (ranges.length === 0) throw new PatternRefused("The class [] is empty.");
    return { ranges, negated };
  }

  /** One character of a class; a \d and its kin add their ranges and answer undefined. */
  function classMember(letter: string, ranges: (readonly [number, number])[]): number | undefined {
    if (letter !== "\\") return code(letter);
    const next = letters[index++];
    if (next === undefined) throw new PatternRefused("A [ is not closed; add a ].");
    const set = Object.hasOwn(classes, next) ? classes[next] : undefined;
    if (!set) return escapedCharacter(next);
    if (set.negated) throw new PatternRefused(`\\${next} is not possible inside […]; use [^…] instead.`);
    ranges.push(...set.ranges);
    return undefined;
  }

  const pattern = choice();
  if (index < letters.length) throw new PatternRefused("A ) closes no group; write \\) for the character.");
  return { pattern, ignoreCase };
}
