import type { CanvasRegistry } from "@journeyman/node-kit";
import type { DraftNode } from "./document.ts";

/**
 * What a kind says of a node, asked once. A draft's node is never changed in place: one with other settings is another object,
 * so an answer holds as long as its node, and goes with it.
 */
export class KeptAnswers<Answer extends object> {
  private readonly known = new WeakMap<CanvasRegistry, WeakMap<DraftNode, Answer>>();

  of(registry: CanvasRegistry, node: DraftNode, ask: () => Answer, holds: (answer: Answer) => boolean = () => true): Answer {
    let answers = this.known.get(registry);
    if (!answers) {
      answers = new WeakMap();
      this.known.set(registry, answers);
    }
    const before = answers.get(node);
    if (before && holds(before)) return before;
    const answer = ask();
    answers.set(node, answer);
    return answer;
  }
}
