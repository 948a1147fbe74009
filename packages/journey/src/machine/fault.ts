/** A step that could not be taken: its kind is missing, it threw, or it answered nonsense. The runtime makes the run `stuck` with this. */
export class StepFault extends Error {
  readonly node: string;

  constructor(node: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "StepFault";
    this.node = node;
  }
}
