import { JourneymanError, type Problem } from "@journeyman/core";
import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

export const shortestPassword = 15;
/** Bytes beyond this would only be work for whoever hashes them. */
export const longestPassword = 256;
/** Powers of ten of guesses, in the estimate of an attacker who knows the usual lists, keyboards and words. */
const leastGuesses = 9;

export type PasswordContext = { email?: string; name?: string };

/**
 * What is wrong with a new password, in words. Length and guessability count; there are no composition rules. The lists of common passwords
 * are on this machine; nothing is asked of anybody.
 */
export async function passwordProblems(password: string, context: PasswordContext = {}): Promise<Problem[]> {
  const problem = (message: string): Problem[] => [{ path: "password", message }];
  const text = password.normalize("NFKC");
  const length = Array.from(text).length;
  if (length < shortestPassword)
    return problem(`Use at least ${shortestPassword} characters; this one has ${length}. A few unrelated words are easy to remember.`);
  if (text.length > longestPassword) return problem(`Use at most ${longestPassword} characters.`);
  const words = [...wordsOf(context), "journeyman"];
  if (Array.from(withoutWords(text, words)).length < 8)
    return problem("This is made of your own name or address. Add words that have nothing to do with you.");
  const estimator = await estimatorOnce();
  // The estimator's time grows with the length; what a guesser makes of the first hundred characters is enough.
  if (estimator.check(text.slice(0, 100), words).guessesLog10 < leastGuesses) {
    return problem(
      "This one is among the first that a guesser tries: a common password, a repetition or a row of keys. Use a few unrelated words.",
    );
  }
  return [];
}

/** Throws `unprocessable` with the problems. */
export async function assertGoodPassword(password: string, context: PasswordContext = {}): Promise<void> {
  const problems = await passwordProblems(password, context);
  if (problems.length > 0) throw new JourneymanError("unprocessable", problems[0]?.message ?? "Choose another password.", { problems });
}

function wordsOf({ email, name }: PasswordContext): string[] {
  const parts = `${email ?? ""} ${name ?? ""}`.toLowerCase().split(/[\s@.+_-]+/);
  return [email ?? "", ...parts].map((word) => word.toLowerCase()).filter((word) => word.length >= 3);
}

function withoutWords(text: string, words: readonly string[]): string {
  let rest = text.toLowerCase();
  for (const word of [...words].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, "");
  return rest.replace(/[\s\p{P}]/gu, "");
}

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Sixty thousand words are read when the first password is judged, not at every start. */
function estimatorOnce(): Promise<ZxcvbnFactory> {
  estimator ??= Promise.all([import("@zxcvbn-ts/core"), import("@zxcvbn-ts/language-common")]).then(
    ([{ ZxcvbnFactory: Estimator }, common]) => new Estimator({ dictionary: common.dictionary, graphs: common.adjacencyGraphs }),
  );
  return estimator;
}
