package io.sectorzero.sim.stm32f412;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sectorzero.sim.silicon.BusFault;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** TIM2 to TIM5 as time bases. RM0090 Rev 21 §18 [S]. */
class TimerTest {

    private static final int BASE = 0x4000_0000;
    private static final int CR1 = BASE;
    private static final int DIER = BASE + 0x0C;
    private static final int SR = BASE + 0x10;
    private static final int EGR = BASE + 0x14;
    private static final int CNT = BASE + 0x24;
    private static final int PSC = BASE + 0x28;
    private static final int ARR = BASE + 0x2C;
    private static final int CEN = 1;
    private static final int UDIS = 1 << 1;
    private static final int URS = 1 << 2;
    private static final int OPM = 1 << 3;
    private static final int DOWN = 1 << 4;
    private static final int ARPE = 1 << 7;

    private final Workbench bench = new Workbench();
    private final Timer timer = timer(2);
    private int requests;

    private Timer timer(int number) {
        var made = new Timer(number, bench.world, bench.clock(), bench.unmodelled, bench.line("update"));
        made.clockChanged();
        bench.attach(BASE + 0x400 * (number - 2), made);
        return made;
    }

    /** 1 MHz counts: the prescaler acts from the next update on, and UG is one. */
    private void microseconds(int limit) {
        bench.write(PSC, 15);
        bench.write(ARR, limit - 1);
        bench.write(EGR, 1);
        bench.write(SR, 0);
    }

    @Property(tries = 60)
    void the_count_is_the_time_divided(@ForAll @IntRange(max = 40) int psc, @ForAll @IntRange(min = 1, max = 500) int arr,
            @ForAll @IntRange(max = 100_000) int nanos) {
        var own = new TimerTest();
        own.bench.write(PSC, psc);
        own.bench.write(ARR, arr);
        own.bench.write(EGR, 1);
        own.bench.write(SR, 0);
        own.bench.write(CR1, CEN);
        own.bench.passNanos(nanos);

        long counts = nanos * 16L / 1000 / (psc + 1);
        assertThat(own.bench.read(CNT)).isEqualTo((int) (counts % (arr + 1)));
        assertThat(own.bench.read(SR)).isEqualTo(counts > arr ? 1 : 0);
    }

    @Test void an_update_interrupts_until_its_flag_is_cleared_and_no_later() {
        microseconds(1000);
        bench.write(DIER, 1);
        bench.write(CR1, CEN);
        bench.passNanos(999_999);
        assertThat(bench.heard()).isEmpty();

        bench.passNanos(1);
        assertThat(bench.heard()).containsExactly("update rises");
        bench.passMicros(5000);
        assertThat(bench.heard()).as("the line is still high").isEmpty();
        bench.write(SR, 0);
        assertThat(bench.heard()).containsExactly("update falls");
        bench.passMicros(1000);

        assertThat(bench.heard()).containsExactly("update rises");
    }

    @Test void counting_down_begins_at_the_limit() {
        microseconds(100);
        bench.write(CR1, DOWN);
        bench.write(EGR, 1);
        bench.write(SR, 0);
        bench.write(CR1, DOWN | CEN);

        assertThat(bench.read(CNT)).isEqualTo(99);
        bench.passMicros(99);
        assertThat(bench.read(CNT)).isZero();
        assertThat(bench.read(SR)).isZero();
        bench.passMicros(1);
        assertThat(bench.read(CNT)).isEqualTo(99);
        assertThat(bench.read(SR)).isEqualTo(1);
    }

    @Test void in_one_pulse_mode_it_stops_at_the_update() {
        microseconds(100);
        bench.write(CR1, CEN | OPM);
        bench.passMicros(1000);

        assertThat(bench.read(CR1)).isEqualTo(OPM);
        assertThat(bench.read(CNT)).isZero();
        assertThat(bench.read(SR)).isEqualTo(1);
    }

    @Test void a_new_limit_acts_at_once_or_with_preload_at_the_update() {
        microseconds(100);
        bench.write(CR1, CEN);
        bench.passMicros(10);
        bench.write(ARR, 19);
        bench.passMicros(10);
        assertThat(bench.read(CNT)).as("without preload").isZero();

        bench.write(CR1, CEN | ARPE);
        bench.write(ARR, 49);
        bench.passMicros(20);
        assertThat(bench.read(CNT)).as("the round under way keeps its limit").isZero();
        bench.passMicros(30);
        assertThat(bench.read(CNT)).isEqualTo(30);
    }

    @Test void a_count_beyond_the_limit_goes_all_the_way_round() {
        timer(3);
        int tim3 = BASE + 0x400;
        bench.write(tim3 + 0x2C, 100);
        bench.write(tim3 + 0x24, 0xFFF0);
        bench.write(tim3, CEN);
        bench.passNanos(1000);

        assertThat(bench.read(tim3 + 0x24)).as("16 counts at 16 MHz").isZero();
        assertThat(bench.read(tim3 + 0x10)).as("which is no update").isZero();
    }

    @Test void updates_can_be_held_back_or_kept_from_software() {
        microseconds(100);
        bench.write(CR1, CEN | UDIS);
        bench.passMicros(1000);
        assertThat(bench.read(SR)).isZero();

        bench.write(CR1, CEN | URS);
        bench.write(EGR, 1);
        assertThat(bench.read(SR)).as("URS: UG tells nobody").isZero();
        bench.passMicros(100);
        assertThat(bench.read(SR)).isEqualTo(1);
    }

    @Test void a_limit_of_nothing_blocks_the_count() {
        microseconds(1);
        bench.write(CR1, CEN);
        bench.passMicros(100);
        assertThat(bench.read(CNT)).isZero();

        bench.write(ARR, 1000);
        bench.passMicros(10);

        assertThat(bench.read(CNT)).as("what stood still does not catch up").isEqualTo(10);
    }

    @Test void each_update_asks_dma_once() {
        timer.onDmaRequest(() -> {
            requests++;
            timer.servedByDma();
        });
        microseconds(20);
        bench.write(DIER, 1 << 8);
        bench.write(CR1, CEN);
        bench.passMicros(1000);

        assertThat(requests).isEqualTo(50);
    }

    @Test void a_clock_that_changes_or_stops_takes_the_count_along() {
        microseconds(1_000_000);
        bench.write(CR1, CEN);
        bench.passMicros(100);
        bench.hz = 100_000_000;
        timer.clockChanged();
        bench.passMicros(16);
        assertThat(bench.read(CNT)).isEqualTo(200);

        bench.hz = 0;
        timer.clockChanged();
        bench.passMicros(1000);
        assertThat(bench.read(CNT)).isEqualTo(200);
    }

    @Test void a_reset_forgets_everything() {
        microseconds(10);
        bench.write(DIER, 1);
        bench.write(CR1, CEN);
        bench.passMicros(10);
        timer.reset();

        assertThat(bench.heard()).containsExactly("update rises", "update falls");
        assertThat(bench.read(CNT)).isZero();
        assertThat(bench.read(ARR)).isEqualTo(-1);
        bench.passMicros(100);
        assertThat(bench.heard()).isEmpty();
    }

    @Test void channels_are_refused_and_named() {
        assertThatThrownBy(() -> bench.write(BASE + 0x34, 1)).isInstanceOf(BusFault.class);
        bench.write(DIER, 1 << 1);

        assertThat(bench.unmodelled.notes()).containsExactly("TIM2 offset 0x34: no register is modelled there",
                "TIM2_DIER: interrupts and DMA requests of channels and triggers");
    }
}
