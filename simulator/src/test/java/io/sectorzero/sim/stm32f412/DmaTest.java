package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.stm32f412.Workbench.SRAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DMA1 and DMA2. RM0090 Rev 21 §10 [S]. */
class DmaTest {

    private static final int DMA2 = DmaController.DMA2_BASE;
    private static final int LISR = DMA2;
    private static final int LIFCR = DMA2 + 0x08;
    private static final int CR = 0x00;
    private static final int NDTR = 0x04;
    private static final int PAR = 0x08;
    private static final int M0AR = 0x0C;
    private static final int M1AR = 0x10;
    private static final int FCR = 0x14;
    private static final int EN = 1;
    private static final int TCIE = 1 << 4;
    private static final int OUTWARDS = 1 << 6;
    private static final int BETWEEN_MEMORIES = 2 << 6;
    private static final int CIRC = 1 << 8;
    private static final int PINC = 1 << 9;
    private static final int MINC = 1 << 10;
    private static final int DBM = 1 << 18;
    private static final int CT = 1 << 19;
    private static final int TCIF0 = 1 << 5;
    private static final int HTIF0 = 1 << 4;
    private static final int TEIF0 = 1 << 3;
    private static final int PORT = 0x4000_4404;
    private static final int TO = SRAM + 0x800;

    private final Workbench bench = new Workbench();
    private final Port port = new Port();
    private final DmaController dma1 = new DmaController(1, bench.world, bench.bus, bench.clock(), bench.unmodelled,
            stream -> bench.line("stream " + stream));
    private final DmaController dma2 = new DmaController(2, bench.world, bench.bus, bench.clock(), bench.unmodelled,
            stream -> bench.line("stream " + stream));

    DmaTest() {
        bench.attach(DmaController.DMA1_BASE, dma1);
        bench.attach(DMA2, dma2);
        bench.attach(0x4000_4400, port);
        dma1.stream(5).connect(4, port);
        dma2.stream(0).connect(0, port);
    }

    /** A peripheral with a data register at offset 4: gives what it has, and keeps what it gets. */
    private static final class Port implements BusDevice, DmaSource {

        private final Queue<Integer> toGive = new ArrayDeque<>();
        private final List<Integer> got = new ArrayList<>();
        private int wants;

        @Override public int read(int offset, BusWidth width, Master master) {
            return toGive.remove();
        }

        @Override public void write(int offset, int value, BusWidth width, Master master) {
            got.add(value);
            wants--;
        }

        @Override public boolean wantsDma() {
            return !toGive.isEmpty() || wants > 0;
        }
    }

    private static int stream(int number, int register) {
        return DMA2 + 0x10 + 0x18 * number + register;
    }

    private void set(int from, int to, int items, int control) {
        bench.write(stream(0, PAR), from);
        bench.write(stream(0, M0AR), to);
        bench.write(stream(0, NDTR), items);
        bench.write(stream(0, CR), control);
        bench.write(stream(0, CR), control | EN);
    }

    private void fill() {
        for (int i = 0; i < 64; i++) {
            bench.write(SRAM + 4 * i, 0x0101_0101 * i);
        }
    }

    @ParameterizedTest(name = "PSIZE {0}, MSIZE {1}, threshold {2}")
    @CsvSource({"0, 0, 3", "2, 2, 3", "0, 2, 0", "2, 0, 1", "1, 2, 3", "2, 1, 0"})
    void memory_goes_to_memory_whatever_the_sizes(int psize, int msize, int threshold) {
        fill();
        bench.write(stream(0, FCR), 1 << 2 | threshold);
        set(SRAM, TO, 256 >> psize, BETWEEN_MEMORIES | PINC | MINC | psize << 11 | msize << 13 | TCIE);
        assertThat(bench.read(LISR)).as("it takes its time").isZero();
        bench.passMicros(1000);

        for (int i = 0; i < 64; i++) {
            assertThat(bench.read(TO + 4 * i)).isEqualTo(0x0101_0101 * i);
        }
        assertThat(bench.read(LISR)).isEqualTo(TCIF0 | HTIF0);
        assertThat(bench.read(stream(0, CR)) & EN).isZero();
        assertThat(bench.read(stream(0, NDTR))).isZero();
        bench.write(LIFCR, TCIF0 | HTIF0);
        assertThat(bench.read(LISR)).isZero();
        assertThat(bench.heard()).containsExactly("stream 0 rises", "stream 0 falls");
    }

    @Test void a_peripheral_is_fetched_from_when_it_asks_and_only_then() {
        set(PORT, SRAM, 3, MINC | 2 << 11);
        assertThat(bench.read(stream(0, NDTR))).isEqualTo(3);

        port.toGive.addAll(List.of(11, 22));
        dma2.stream(0).look();
        assertThat(bench.read(stream(0, NDTR))).isEqualTo(1);
        assertThat(bench.read(SRAM + 4)).isEqualTo(22);
        port.toGive.addAll(List.of(33, 44));
        dma2.stream(0).look();

        assertThat(bench.read(SRAM + 8)).isEqualTo(33);
        assertThat(bench.read(LISR) & TCIF0).isNotZero();
        assertThat(port.toGive).as("nobody fetches the fourth").containsExactly(44);
    }

    @Test void a_peripheral_is_brought_what_lies_in_memory() {
        fill();
        port.wants = 2;
        set(PORT, SRAM + 4, 4, OUTWARDS | MINC);

        assertThat(port.got).containsExactly(1, 1);
        port.wants = 5;
        dma2.stream(0).look();

        assertThat(port.got).containsExactly(1, 1, 1, 1);
    }

    @Test void a_circular_stream_begins_again_where_it_began() {
        port.toGive.addAll(List.of(1, 2, 3, 4, 5));
        set(PORT, SRAM, 2, CIRC | MINC | 2 << 11 | 2 << 13);

        assertThat(bench.read(SRAM)).isEqualTo(5);
        assertThat(bench.read(SRAM + 4)).isEqualTo(4);
        assertThat(bench.read(stream(0, NDTR))).isEqualTo(1);
        assertThat(bench.read(stream(0, CR)) & EN).isEqualTo(EN);
    }

    @Test void two_buffers_take_turns() {
        bench.write(stream(0, M1AR), SRAM + 0x100);
        port.toGive.addAll(List.of(1, 2, 3));
        set(PORT, SRAM, 2, DBM | MINC | 2 << 11 | 2 << 13);

        assertThat(bench.read(stream(0, CR)) & CT).isEqualTo(CT);
        assertThat(bench.read(SRAM)).isEqualTo(1);
        assertThat(bench.read(SRAM + 0x100)).isEqualTo(3);
        bench.write(stream(0, M0AR), SRAM + 0x200);
        bench.write(stream(0, M1AR), SRAM + 0x300);
        assertThat(bench.read(stream(0, M0AR))).as("the one at rest can be moved").isEqualTo(SRAM + 0x200);
        assertThat(bench.read(stream(0, M1AR))).as("the one in use cannot").isEqualTo(SRAM + 0x100);
    }

    @Test void an_enabled_stream_keeps_its_settings_and_stops_when_told() {
        set(PORT, SRAM, 3, MINC);
        bench.write(stream(0, NDTR), 100);
        bench.write(stream(0, CR), EN | CIRC | TCIE);
        assertThat(bench.read(stream(0, NDTR))).isEqualTo(3);
        assertThat(bench.read(stream(0, CR))).isEqualTo(EN | MINC | TCIE);

        bench.write(stream(0, CR), MINC | TCIE);

        assertThat(bench.read(LISR) & TCIF0).as("the end is told").isNotZero();
        assertThat(bench.read(stream(0, NDTR))).as("and how much was left").isEqualTo(3);
    }

    @Test void an_address_nobody_answers_at_ends_the_stream() {
        set(0x3000_0000, TO, 4, BETWEEN_MEMORIES | PINC | MINC);
        bench.passMicros(100);

        assertThat(bench.read(LISR)).isEqualTo(TEIF0);
        assertThat(bench.read(stream(0, CR)) & EN).isZero();
    }

    @Test void the_first_controller_reaches_apb1_and_nothing_else() {
        int stream5 = DmaController.DMA1_BASE + 0x10 + 0x18 * 5;
        port.toGive.add(7);
        bench.write(stream5 + PAR, PORT);
        bench.write(stream5 + M0AR, SRAM);
        bench.write(stream5 + NDTR, 1);
        bench.write(stream5 + CR, 4 << 25 | EN);
        assertThat(bench.read(SRAM) & 0xFF).isEqualTo(7);

        port.toGive.add(8);
        bench.write(stream5 + PAR, SRAM);
        bench.write(stream5 + NDTR, 1);
        bench.write(stream5 + CR, 4 << 25 | EN);

        assertThat(bench.read(DmaController.DMA1_BASE + 4)).as("TEIF5 beside the TCIF5 and HTIF5 of before").isEqualTo(0x3D << 6 & ~(5 << 6));
    }

    @Test void without_its_clock_it_carries_nothing_and_afterwards_goes_on() {
        fill();
        set(SRAM, TO, 64, BETWEEN_MEMORIES | PINC | MINC | 2 << 11 | 2 << 13);
        bench.hz = 0;
        bench.passMicros(3);
        int carried = bench.read(stream(0, NDTR));
        bench.passMicros(1000);
        assertThat(bench.read(stream(0, NDTR))).isBetween(1, carried);

        bench.hz = 16_000_000;
        dma2.clockChanged();
        bench.passMicros(1000);

        assertThat(bench.read(stream(0, NDTR))).isZero();
    }
}
