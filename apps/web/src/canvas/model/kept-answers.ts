import type { CanvasRegistry } from "@journeyman/node-kit";

/**
 * What kinds make of a part of a draft, asked once. Drafts are never changed in place: a part with other content is another object,
 * so an answer holds as long as its part, and goes with it.
 */
export class KeptAnswers<Part extends object, Answer extends object> {
  private readonly known = new WeakMap<CanvasRegistry, WeakMap<Part, Answer>>();

  of(registry: CanvasRegistry, part: Part, ask: () => Answer, holds: (answer: Answer) => boolean = () => true): Answer {
    let answers = this.known.get(registry);
    if (!answers) {
      answers = new WeakMap();
      this.known.set(registry, answers);
    }
    const before = answers.get(part);
    if (before && holds(before)) return before;
    const answer = ask();
    answers.set(part, answer);
    return answer;
  }
}
