import assert from "node:assert/strict";
import { test } from "node:test";
import { daysInMonth, isLeapYear } from "../src/dates.js";

test("every fourth year is a leap year", () => {
	assert.equal(isLeapYear(2024), true);
	assert.equal(isLeapYear(2025), false);
});

test("a full century is no leap year", () => {
	assert.equal(isLeapYear(1900), false);
});

test("every fourth century is a leap year", () => {
	assert.equal(isLeapYear(2000), true);
});

test("months have the right number of days", () => {
	assert.equal(daysInMonth(2024, 2), 29);
	assert.equal(daysInMonth(2025, 2), 28);
	assert.equal(daysInMonth(2025, 4), 30);
	assert.equal(daysInMonth(2025, 12), 31);
});
