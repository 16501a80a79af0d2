import { expect, test } from "vitest";
import { columnsOf, trendWords, wayOf } from "./spark.js";

test("columns are as high as their share of the highest", () => {
  expect(columnsOf([0, 2, 4])).toEqual([
    { value: 0, height: 0 },
    { value: 2, height: 0.5 },
    { value: 4, height: 1 },
  ]);
  expect(columnsOf([0, 0]).map(({ height }) => height)).toEqual([0, 0]);
  expect(columnsOf([])).toEqual([]);
});

test("many days are summed, and none is lost", () => {
  const trend = Array.from({ length: 90 }, (_, at) => at % 3);
  const columns = columnsOf(trend);
  expect(columns).toHaveLength(30);
  expect(columns.every(({ value }) => value === 3)).toBe(true);
  expect(
    columnsOf(Array(31).fill(1))
      .map(({ value }) => value)
      .reduce((a, b) => a + b),
  ).toBe(31);
});

test("rising and falling are more than chance", () => {
  expect(wayOf([1, 1, 1, 5, 6, 7])).toBe("rising");
  expect(wayOf([7, 6, 5, 1, 1, 0])).toBe("falling");
  expect(wayOf([1, 0, 1, 1, 1, 0])).toBe("steady");
  expect(wayOf([3])).toBe("steady");
});

test("in words", () => {
  expect(trendWords([0, 1, 0, 4, 0, 5, 1])).toBe("11 in 7 days, rising; most yesterday: 5");
  expect(trendWords([0, 0])).toBe("0 in 2 days, steady");
});
