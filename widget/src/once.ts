// A promise that is made when it is first wanted. One that failed is made anew the next time.

export interface Once<T> {
  (): Promise<T>;
  /** What there is of it; null where nobody wanted it yet. */
  made(): Promise<T> | null;
  /** The next one is another. */
  forget(): void;
}

export function once<T>(make: () => Promise<T>): Once<T> {
  let made: Promise<T> | null = null;
  const get = () => {
    if (made) return made;
    const mine = (made = make());
    mine.catch(() => {
      if (made === mine) made = null;
    });
    return mine;
  };
  return Object.assign(get, { made: () => made, forget: () => void (made = null) });
}
