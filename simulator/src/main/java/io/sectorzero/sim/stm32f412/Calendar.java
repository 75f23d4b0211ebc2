package io.sectorzero.sim.stm32f412;

/**
 * The date and the time the RTC begins to count from, as its two registers write them: decimal digits of four bits. The
 * years are 2000 to 2099, of which each fourth is a leap year. The weekday is whatever it was said to be, and counts on.
 *
 * @param seconds since the year 2000 began
 */
record Calendar(long seconds, int weekday) {

    /** What stands in RTC_TR and RTC_DR when the backup domain comes up: 1 January 00, called a Monday. */
    static final Calendar FIRST = new Calendar(0, 1);

    private static final int SECONDS_A_DAY = 86_400;
    private static final int DAYS_IN_FOUR_YEARS = 1461;
    private static final int DAYS_A_CENTURY = 36_525;
    private static final int[] MONTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int FEBRUARY = 2;

    static Calendar of(int tr, int dr) {
        long time = (number(tr >>> 16 & 0x3F) * 60L + number(tr >>> 8 & 0x7F)) * 60 + number(tr & 0x7F);
        int year = number(dr >>> 16 & 0xFF);
        int days = year / 4 * DAYS_IN_FOUR_YEARS + daysOfYears(year % 4) + number(dr & 0x3F) - 1;
        for (int month = 1; month < number(dr >>> 8 & 0x1F); month++) {
            days += daysOf(month, year);
        }
        return new Calendar(days * (long) SECONDS_A_DAY + time, dr >>> 13 & 7);
    }

    /** Whether there is such a day and such a time. */
    static boolean exists(int tr, int dr) {
        Calendar day = of(tr, dr);
        return (dr & 0x3F) != 0 && day.time(0) == (tr & 0x3F_7F7F) && day.date(0) == (dr & 0xFF_FF3F);
    }

    /** RTC_TR so many seconds later. */
    int time(long later) {
        int second = (int) ((seconds + later) % SECONDS_A_DAY);
        return digits(second / 3600) << 16 | digits(second / 60 % 60) << 8 | digits(second % 60);
    }

    /** RTC_DR so many seconds later. */
    int date(long later) {
        long day = (seconds + later) / SECONDS_A_DAY;
        long passed = day - seconds / SECONDS_A_DAY;
        int today = weekday == 0 ? 0 : (int) ((weekday - 1 + passed) % 7) + 1;
        int rest = (int) (day % DAYS_A_CENTURY);
        int year = rest / DAYS_IN_FOUR_YEARS * 4;
        rest %= DAYS_IN_FOUR_YEARS;
        while (rest >= daysOfYears(year % 4 + 1) - daysOfYears(year % 4)) {
            rest -= daysOfYears(year % 4 + 1) - daysOfYears(year % 4);
            year++;
        }
        int month = 1;
        while (rest >= daysOf(month, year)) {
            rest -= daysOf(month++, year);
        }
        return digits(year) << 16 | today << 13 | digits(month) << 8 | digits(rest + 1);
    }

    /** The first of four years is the leap year. */
    private static int daysOfYears(int years) {
        return years * 365 + (years > 0 ? 1 : 0);
    }

    private static int daysOf(int month, int year) {
        return month == FEBRUARY && year % 4 == 0 ? 29 : MONTHS[(month - 1) % MONTHS.length];
    }

    private static int number(int digits) {
        return (digits >>> 4) * 10 + (digits & 15);
    }

    private static int digits(int number) {
        return number / 10 << 4 | number % 10;
    }
}
