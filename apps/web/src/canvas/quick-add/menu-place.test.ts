import { expect, test } from "vitest";
import { placeMenu } from "./menu-place.ts";

const frame = { left: 0, top: 0, right: 1000, bottom: 800 };
const size = { width: 288, height: 352 };

test("beside the point, where it covers no card", () => {
  const cards = [
    { left: 300, top: 40, right: 564, bottom: 112 },
    { left: 300, top: 176, right: 564, bottom: 248 },
    { left: 610, top: 448, right: 874, bottom: 520 },
  ];
  const at = { x: 640, y: 420 };
  const spot = placeMenu(at, size, frame, cards);
  for (const card of cards)
    expect(spot.x < card.right && spot.x + size.width > card.left && spot.y < card.bottom && spot.y + size.height > card.top).toBe(false);
  expect(at.x > spot.x - 16 && at.x < spot.x + size.width + 16 && at.y > spot.y - 16 && at.y < spot.y + size.height + 16).toBe(false);
});

test("a frame that is too small still holds its corner", () => {
  expect(placeMenu({ x: 10, y: 10 }, size, { left: 0, top: 0, right: 200, bottom: 200 }, [])).toEqual({ x: 12, y: 12 });
});
