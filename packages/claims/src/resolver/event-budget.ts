/** How many events the resolvers of a process may hold among them. */
export class EventBudget {
  /** Events at most. */
  readonly most: number;
  readonly #held = new Map<object, number>();

  /** @param most events; what has no room is evaluated from the log's fold instead. @default no bound */
  constructor(most = Infinity) {
    this.most = most;
  }

  /** Events that are held now; one that two resolvers hold counts twice. */
  get held(): number {
    let all = 0;
    for (const events of this.#held.values()) all += events;
    return all;
  }

  /** Takes note of how many a holder has; false when that is too many for all together. */
  note(holder: object, events: number): boolean {
    this.#held.set(holder, events);
    return this.held <= this.most;
  }

  /** A holder is no more. */
  leave(holder: object): void {
    this.#held.delete(holder);
  }
}
