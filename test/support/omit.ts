/** A copy of the object without these keys. */
export function omit<T extends object, K extends string>(value: T, ...keys: K[]): Omit<T, K> {
  const kept = Object.entries(value).filter(([key]) => !(keys as string[]).includes(key));
  return Object.fromEntries(kept) as Omit<T, K>;
}
