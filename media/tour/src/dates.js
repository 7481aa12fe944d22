/** Whether a year of the Gregorian calendar has a 29th of February. */
export function isLeapYear(year) {
	return year % 4 === 0 && year % 100 !== 0;
}

/** The number of days of a month; January is 1. */
export function daysInMonth(year, month) {
	if (month === 2) return isLeapYear(year) ? 29 : 28;
	return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
