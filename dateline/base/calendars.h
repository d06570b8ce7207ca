#pragma once

#include "dateline/base/day.h"

// Days of calendars whose feasts move through the Gregorian year. All by arithmetic, in whole days;
// where a day begins at sunset, the day is the Gregorian one whose daylight it has. Sources:
// Reingold and Dershowitz, Calendrical Calculations (4th edition, 2018), chapters 7 to 9; Meeus,
// Astronomical Algorithms (2nd edition, 1998), chapter 8.

namespace dateline {

/// The tabular (civil) Islamic calendar: months of 30 and 29 days in turn and eleven leap days in
/// thirty years. The sighted moon, by which feasts are kept, leads or follows it by a day, rarely
/// by two; against the announced first days of Ramadan in Saudi Arabia it is off by at most one day
/// in the years 2011 to 2024. Requires: month 1 ... 12, day 1 ... 30.
Day islamic_day(int year, unsigned month, unsigned day);

/// 1 Tishri, the first day of a year of the Hebrew calendar. Exact.
Day hebrew_new_year(int year);
/// 15 Nisan, the first day of Passover, in this Gregorian year. Exact.
Day passover(int gregorian_year);
/// 25 Kislev, the first day of Hanukkah, in this Gregorian year. Exact.
Day hanukkah(int gregorian_year);

/// Easter Sunday of the western churches. Exact from 1583 on.
Day western_easter(int year);
/// Easter Sunday of the orthodox churches, by the Julian computus, as a Gregorian day. Exact.
Day orthodox_easter(int year);

/// The nth such weekday (0 = Sunday) of a month; negative counts from its end. Requires: 1 <= |nth|
/// <= 4.
Day nth_weekday(int year, unsigned month, unsigned weekday, int nth);

}  // namespace dateline
