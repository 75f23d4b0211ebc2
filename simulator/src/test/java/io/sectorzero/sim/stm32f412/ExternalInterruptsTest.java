package io.sectorzero.sim.stm32f412;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EXTI. RM0090 Rev 21 §12.2, §12.3 [S]. */
class ExternalInterruptsTest {

    private static final int IMR = ExternalInterrupts.BASE;
    private static final int EMR = IMR + 0x04;
    private static final int RTSR = IMR + 0x08;
    private static final int FTSR = IMR + 0x0C;
    private static final int SWIER = IMR + 0x10;
    private static final int PR = IMR + 0x14;

    private final Workbench bench = new Workbench();
    private final ExternalInterrupts exti = new ExternalInterrupts(bench.unmodelled, new ExternalInterrupts.Listener() {

        @Override public void interrupt(int number, boolean now) {
            bench.heard.add(number + (now ? " rises" : " falls"));
        }

        @Override public void event() {
            bench.heard.add("event");
        }
    });

    ExternalInterruptsTest() {
        bench.attach(ExternalInterrupts.BASE, exti);
    }

    @ParameterizedTest(name = "line {0} is interrupt {1}")
    @CsvSource({"0, 6", "1, 7", "2, 8", "3, 9", "4, 10", "5, 23", "9, 23", "10, 40", "15, 40", "16, 1", "17, 41", "18, 42", "21, 2", "22, 3"})
    void each_line_has_its_interrupt(int line, int number) {
        bench.write(IMR, 1 << line);
        bench.write(RTSR, 1 << line);
        exti.line(line, true);

        assertThat(bench.heard()).containsExactly(number + " rises");
        bench.write(PR, 1 << line);
        assertThat(bench.heard()).containsExactly(number + " falls");
    }

    @Test void only_the_chosen_edges_count() {
        bench.write(FTSR, 1);
        exti.line(0, true);
        assertThat(bench.read(PR)).isZero();

        exti.line(0, false);
        exti.line(0, false);

        assertThat(bench.read(PR)).isEqualTo(1);
        assertThat(bench.heard()).as("a masked line is pending and silent").isEmpty();
        bench.write(IMR, 1);
        assertThat(bench.heard()).containsExactly("6 rises");
    }

    @Test void lines_that_share_an_interrupt_hold_it_together() {
        bench.write(IMR, 3 << 5);
        bench.write(RTSR, 3 << 5);
        exti.line(5, true);
        exti.line(6, true);
        bench.write(PR, 1 << 5);
        assertThat(bench.heard()).containsExactly("23 rises");

        bench.write(PR, 1 << 6);

        assertThat(bench.heard()).containsExactly("23 falls");
    }

    @Test void software_can_do_what_an_edge_does_and_clearing_takes_it_back() {
        bench.write(IMR, 1 << 3);
        bench.write(EMR, 1 << 3);
        bench.write(SWIER, 1 << 3);
        assertThat(bench.heard()).containsExactly("9 rises", "event");
        assertThat(bench.read(SWIER)).isEqualTo(1 << 3);

        bench.write(PR, 1 << 3);

        assertThat(bench.read(SWIER)).isZero();
        assertThat(bench.heard()).containsExactly("9 falls");
    }

    @Test void events_are_pulses_and_leave_nothing_but_the_pending_bit() {
        bench.write(EMR, 1);
        bench.write(RTSR, 1);
        exti.line(0, true);

        assertThat(bench.heard()).containsExactly("event");
    }

    @Test void a_reset_forgets_what_was_pending_and_keeps_the_levels() {
        bench.write(IMR, 1);
        bench.write(RTSR, 1);
        exti.line(0, true);
        exti.reset();
        assertThat(bench.heard()).containsExactly("6 rises", "6 falls");

        bench.write(RTSR, 1);
        exti.line(0, true);

        assertThat(bench.read(PR)).as("it was high before").isZero();
    }
}
