/** A binary heap: what has the least key comes first. */
export class Heap<T> {
  readonly #keys: number[] = [];
  readonly #items: T[] = [];

  get size(): number {
    return this.#keys.length;
  }

  /** The least key; infinite when there is none. */
  get least(): number {
    return this.#keys[0] ?? Infinity;
  }

  push(key: number, item: T): void {
    let place = this.#keys.length;
    this.#keys.push(key);
    this.#items.push(item);
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      if ((this.#keys[parent] ?? -Infinity) <= key) break;
      this.#swap(place, parent);
      place = parent;
    }
  }

  /** Takes out what has the least key. */
  pop(): T | undefined {
    const [top] = this.#items;
    const [lastKey, lastItem] = [this.#keys.pop(), this.#items.pop()];
    if (this.#keys.length === 0 || lastKey === undefined || lastItem === undefined) return top;
    this.#keys[0] = lastKey;
    this.#items[0] = lastItem;
    this.#sink();
    return top;
  }

  #sink(): void {
    let place = 0;
    for (;;) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      let least = place;
      if (this.#keyAt(left) < this.#keyAt(least)) least = left;
      if (this.#keyAt(right) < this.#keyAt(least)) least = right;
      if (least === place) return;
      this.#swap(place, least);
      place = least;
    }
  }

  #keyAt(place: number): number {
    return this.#keys[place] ?? Infinity;
  }

  #swap(a: number, b: number): void {
    const [keyA, keyB] = [this.#keys[a], this.#keys[b]];
    const [itemA, itemB] = [this.#items[a], this.#items[b]];
    if (keyA === undefined || keyB === undefined || itemA === undefined || itemB === undefined) return;
    [this.#keys[a], this.#keys[b]] = [keyB, keyA];
    [this.#items[a], this.#items[b]] = [itemB, itemA];
  }
}
