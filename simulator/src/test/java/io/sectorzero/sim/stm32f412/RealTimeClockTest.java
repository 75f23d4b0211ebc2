package io.sectorzero.sim.stm32f412;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.sim.silicon.BusFault;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The RTC and its backup words. RM0090 Rev 21 §26 [S]. */
class RealTimeClockTest {

    private static final int TR = RealTimeClock.BASE;
    private static final int DR = TR + 0x04;
    private static final int CR = TR + 0x08;
    private static final int ISR = TR + 0x0C;
    private static final int WUTR = TR + 0x14;
    private static final int WPR = TR + 0x24;
    private static final int SSR = TR + 0x28;
    private static final int BKP0 = TR + 0x50;
    private static final int BKP19 = TR + 0x9C;
    private static final int INIT = 1 << 7;
    private static final int INITF = 1 << 6;
    private static final int WUTF = 1 << 10;
    private static final int WUTE_AND_WUTIE = 1 << 10 | 1 << 14;

    private final Workbench bench = new Workbench();
    private boolean writable = true;
    private final RealTimeClock rtc = new RealTimeClock(bench.world, () -> bench.hz, () -> writable, bench.unmodelled,
            bench.line("wake-up"));

    RealTimeClockTest() {
        bench.hz = 32_768;
        rtc.clockChanged();
        bench.attach(RealTimeClock.BASE, rtc);
    }

    private void unlock() {
        bench.write(WPR, 0xCA);
        bench.write(WPR, 0x53);
    }

    private void set(int time, int date) {
        unlock();
        bench.write(ISR, -1);
        bench.passMicros(100);
        assertThat(bench.read(ISR) & INITF).isNotZero();
        bench.write(TR, time);
        bench.write(DR, date);
        bench.write(ISR, ~INIT);
    }

    @ParameterizedTest(name = "{0} {1} is {3} {4} after {2} s")
    @CsvSource({"0x235959, 0x24D231, 1, 0x000000, 0x25E101", "0x120000, 0x242228, 86400, 0x120000, 0x244229",
        "0x120000, 0x234228, 86400, 0x120000, 0x236301", "0x000000, 0x00E101, 604800, 0x000000, 0x00E108",
        "0x225900, 0x993231, 61, 0x230001, 0x993231"})
    void the_calendar_counts_on(String time, String date, long seconds, String timeThen, String dateThen) {
        set(Integer.decode(time), Integer.decode(date));
        bench.world.pass(Duration.ofSeconds(seconds));

        assertThat(bench.read(TR)).isEqualTo(Integer.decode(timeThen));
        assertThat(bench.read(DR)).isEqualTo(Integer.decode(dateThen));
    }

    @Test void a_century_of_days_follows_one_another() {
        LocalDate day = LocalDate.of(2000, 1, 1);
        for (int i = 0; i < 36_525; i++) {
            int expected = Integer.parseInt("%02d%02d%02d".formatted(day.getYear() % 100, day.getMonthValue(), day.getDayOfMonth()), 16);

            int date = new Calendar(0, 0).date(i * 86_400L);

            assertThat(date).isEqualTo(expected);
            assertThat(Calendar.of(0, date).seconds()).isEqualTo(i * 86_400L);
            day = day.plusDays(1);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"0x240000, 0x2101", "0x006000, 0x2101", "0, 0x232229", "0, 0x2100", "0, 0x3301", "0x00000A, 0x2101"})
    void no_such_day_or_time(String time, String date) {
        assertThat(Calendar.exists(Integer.decode(time), Integer.decode(date))).isFalse();
    }

    @Test void sub_seconds_count_down_to_the_next_second() {
        set(0, 0x2101);
        bench.world.pass(Duration.ofMillis(250));

        assertThat(bench.read(SSR)).isEqualTo(255 - 64);
    }

    @Test void nothing_is_written_without_the_keys_or_the_domain_open() {
        bench.write(CR, 1 << 5);
        assertThat(bench.read(CR)).isZero();
        bench.write(ISR, INIT);
        assertThat(bench.read(ISR) & INIT).isZero();
        unlock();
        bench.write(CR, 1 << 5);
        assertThat(bench.read(CR)).isEqualTo(1 << 5);
        bench.write(WPR, 0xFF);
        bench.write(CR, 0);
        assertThat(bench.read(CR)).isEqualTo(1 << 5);

        unlock();
        writable = false;
        bench.write(CR, 0);

        assertThat(bench.read(CR)).isEqualTo(1 << 5);
    }

    @Test void date_and_time_are_written_only_while_initialising() {
        unlock();
        bench.write(TR, 0x123456);

        assertThat(bench.read(TR)).isZero();
    }

    @Test void the_wake_up_timer_pulls_its_line_each_round() {
        unlock();
        bench.write(WUTR, 2047);
        bench.write(CR, WUTE_AND_WUTIE);
        bench.world.pass(Duration.ofMillis(999));
        assertThat(bench.heard()).isEmpty();

        bench.world.pass(Duration.ofMillis(2));
        assertThat(bench.heard()).as("2048 sixteenths of 32.768 kHz").containsExactly("wake-up rises");
        bench.write(ISR, ~(WUTF | INIT));
        bench.world.pass(Duration.ofSeconds(1));

        assertThat(bench.heard()).containsExactly("wake-up falls", "wake-up rises");
    }

    @Test void a_running_wake_up_timer_keeps_its_reload_value() {
        unlock();
        bench.write(WUTR, 10);
        bench.write(CR, WUTE_AND_WUTIE);
        bench.write(WUTR, 20);

        assertThat(bench.read(WUTR)).isEqualTo(10);
    }

    @Test void backup_words_need_no_keys_and_outlive_all_but_the_domain() {
        bench.write(BKP0, 0x1234_5678);
        bench.write(BKP19, 7);
        rtc.relock();
        assertThat(bench.read(BKP0)).isEqualTo(0x1234_5678);
        assertThat(bench.read(BKP19)).isEqualTo(7);

        rtc.forget();

        assertThat(bench.read(BKP0)).isZero();
        assertThat(bench.read(DR)).isEqualTo(0x2101);
    }

    @Test void without_a_clock_nothing_moves() {
        bench.hz = 0;
        rtc.clockChanged();
        unlock();
        bench.write(ISR, INIT);
        bench.world.pass(Duration.ofSeconds(1));

        assertThat(bench.read(ISR) & INITF).isZero();
        assertThat(bench.read(TR)).isZero();
    }

    @Test void alarms_are_refused_and_named() {
        assertThatThrownBy(() -> bench.write(TR + 0x1C, 0)).isInstanceOf(BusFault.class);

        assertThat(bench.unmodelled.notes()).containsExactly("RTC offset 0x1C: no register is modelled there");
    }
}
