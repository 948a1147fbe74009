/** One change at one place: `value: undefined` takes the place away. */
export type Patch = { path: readonly string[]; value: unknown };

type Box = Record<string, unknown>;

/** Applies patches in order without touching the input; parts that did not change keep their identity. `inverse` takes it all back. */
export function applyPatches<T>(document: T, patches: readonly Patch[]): { document: T; inverse: Patch[] } {
  let next: unknown = document;
  const inverse: Patch[] = [];
  for (const patch of patches) {
    inverse.unshift(inverseOf(next, patch));
    next = set(next, patch.path, 0, patch.value);
  }
  return { document: next as T, inverse };
}

function isBox(value: unknown): value is Box {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function set(at: unknown, path: readonly string[], depth: number, value: unknown): unknown {
  if (depth === path.length) return value;
  const key = path[depth] as string;
  if (Array.isArray(at)) return setItem(at, Number(key), path, depth, value);
  if (!isBox(at)) {
    if (value === undefined) return at;
    return { [key]: set(undefined, path, depth + 1, value) };
  }
  const child = set(own(at, key), path, depth + 1, value);
  if (child === own(at, key) && (child !== undefined || !Object.hasOwn(at, key))) return at;
  if (child === undefined) {
    const { [key]: _, ...rest } = at;
    return rest;
  }
  return { ...at, [key]: child };
}

/** An item of a list, or one behind its end; without a value it goes and the rest moves up. */
function setItem(at: unknown[], index: number, path: readonly string[], depth: number, value: unknown): unknown {
  if (!(index >= 0 && index <= at.length)) return at;
  const child = set(at[index], path, depth + 1, value);
  if (child === at[index]) return at;
  return child === undefined ? at.filter((_, i) => i !== index) : Object.assign([...at], { [index]: child });
}

/** Where parents are made on the way, taking back means taking away the first that was made; a list is taken back as a whole. */
function inverseOf(document: unknown, patch: Patch): Patch {
  let at: unknown = document;
  for (const [depth, key] of patch.path.entries()) {
    if (!isBox(at)) return { path: patch.path.slice(0, depth), value: at };
    if (!Object.hasOwn(at, key)) return { path: patch.path.slice(0, depth + 1), value: undefined };
    at = at[key];
  }
  return { path: patch.path, value: at };
}

function own(at: Box, key: string): unknown {
  return Object.hasOwn(at, key) ? at[key] : undefined;
}
