package io.sectorzero.sim.stm32f412;

import java.time.DateTimeException;
import java.time.LocalDateTime;

/**
 * The date and the time the RTC begins to count from, as its two registers write them: decimal digits of four bits. The
 * years are 2000 to 2099, of which each fourth is a leap year. The weekday is whatever it was said to be, and counts on.
 */
record Calendar(LocalDateTime start, int weekday) {

    /** What stands in RTC_TR and RTC_DR when the backup domain comes up: 1 January 00, called a Monday. */
    static final Calendar FIRST = new Calendar(LocalDateTime.of(2000, 1, 1, 0, 0), 1);

    /** @throws DateTimeException when there is no such day or time */
    static Calendar of(int tr, int dr) {
        return new Calendar(LocalDateTime.of(2000 + number(dr >>> 16 & 0xFF), number(dr >>> 8 & 0x1F), number(dr & 0x3F),
                number(tr >>> 16 & 0x3F), number(tr >>> 8 & 0x7F), number(tr & 0x7F)), dr >>> 13 & 7);
    }

    /** RTC_TR so many seconds later. */
    int time(long seconds) {
        LocalDateTime now = start.plusSeconds(seconds);
        return digits(now.getHour()) << 16 | digits(now.getMinute()) << 8 | digits(now.getSecond());
    }

    /** RTC_DR so many seconds later. */
    int date(long seconds) {
        LocalDateTime now = start.plusSeconds(seconds);
        long days = now.toLocalDate().toEpochDay() - start.toLocalDate().toEpochDay();
        int today = weekday == 0 ? 0 : (int) ((weekday - 1 + days) % 7) + 1;
        return digits(now.getYear() % 100) << 16 | today << 13 | digits(now.getMonthValue()) << 8 | digits(now.getDayOfMonth());
    }

    private static int number(int digits) {
        return (digits >>> 4) * 10 + (digits & 15);
    }

    private static int digits(int number) {
        return number / 10 << 4 | number % 10;
    }
}
