import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { useOnce } from "./use-once.ts";

function pressing(run: () => Promise<unknown>): () => void {
  const hooks: (() => void)[] = [];
  renderToStaticMarkup(createElement(Screen, { run, shown: (press) => hooks.push(press) }));
  return () => hooks[0]?.();
}

function Screen({ run, shown }: { run: () => Promise<unknown>; shown: (press: () => void) => void }) {
  shown(useOnce(run));
  return null;
}

test("a double click sends once; when that is over, the next one counts", async () => {
  const over: (() => void)[] = [];
  const press = pressing(() => new Promise<void>((resolve) => over.push(resolve)));
  press();
  press();
  expect(over).toHaveLength(1);
  over[0]?.();
  await new Promise((resolve) => setTimeout(resolve));
  press();
  expect(over).toHaveLength(2);
});

test("after a refusal it can be tried again", async () => {
  let tried = 0;
  const press = pressing(() => Promise.reject(new Error(`refused ${++tried}`)));
  press();
  press();
  await new Promise((resolve) => setTimeout(resolve));
  press();
  expect(tried).toBe(2);
});
