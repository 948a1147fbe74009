/** Lets one through until it is over: a second click comes before the screen can show that the first one works. */
export class Latch {
  private held = false;

  /** Whether it was free, and is now held. */
  take(): boolean {
    if (this.held) return false;
    this.held = true;
    return true;
  }

  release(): void {
    this.held = false;
  }
}
