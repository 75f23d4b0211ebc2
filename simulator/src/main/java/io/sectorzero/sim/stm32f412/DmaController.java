package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.world.World;
import java.util.function.IntFunction;

/** DMA1 or DMA2: eight streams, and the flags of all of them in two registers. RM0090 Rev 21 §10.5 [S]. */
final class DmaController implements BusDevice {

    static final int DMA1_BASE = 0x4002_6000;
    static final int DMA2_BASE = 0x4002_6400;
    static final int LENGTH = 0x400;

    private static final int STREAMS = 8;
    private static final int FIRST_STREAM = 0x10;
    private static final int STREAM_BYTES = 0x18;
    /** LISR, HISR; then LIFCR, HIFCR. */
    private static final int CLEAR = 0x08;
    /** Where the six flags of the four streams of one register begin. */
    private static final int[] FLAGS_AT = {0, 6, 16, 22};
    private static final int FLAGS = 0x3D;

    private final String name;
    private final Unmodelled unmodelled;
    private final DmaStream[] streams = new DmaStream[STREAMS];

    DmaController(int number, World world, Bus bus, PeripheralClock clock, Unmodelled unmodelled,
            IntFunction<InterruptLine> interrupts) {
        name = "DMA" + number;
        this.unmodelled = unmodelled;
        for (int i = 0; i < STREAMS; i++) {
            streams[i] = new DmaStream("%s_S%d".formatted(name, i), world, bus, clock, unmodelled, interrupts.apply(i),
                    number == 1 ? DmaReach.APB1 : DmaReach.EVERYTHING);
        }
    }

    DmaStream stream(int number) {
        return streams[number];
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        if (offset >= FIRST_STREAM) {
            return stream(offset, width).read((offset - FIRST_STREAM) % STREAM_BYTES, width);
        }
        if (offset >= CLEAR) {
            return 0;
        }
        int flags = 0;
        for (int i = 0; i < FLAGS_AT.length; i++) {
            flags |= streams[(offset & 4) + i].flags() << FLAGS_AT[i];
        }
        return flags >>> RegisterBlock.shift(offset) & width.mask();
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        if (offset >= FIRST_STREAM) {
            stream(offset, width).write((offset - FIRST_STREAM) % STREAM_BYTES, value, width);
        } else if (offset >= CLEAR) {
            int cleared = value << RegisterBlock.shift(offset);
            for (int i = 0; i < FLAGS_AT.length; i++) {
                streams[(offset & 4) + i].clear(cleared >>> FLAGS_AT[i] & FLAGS);
            }
        }
    }

    private DmaStream stream(int offset, BusWidth width) {
        int number = (offset - FIRST_STREAM) / STREAM_BYTES;
        if (number >= STREAMS) {
            unmodelled.note("%s offset 0x%02X: no register is modelled there", name, offset);
            throw new BusFault("%s offset 0x%02X, %s: nobody answers", name, offset, width);
        }
        return streams[number];
    }

    void clockChanged() {
        for (DmaStream stream : streams) {
            stream.look();
        }
    }

    void reset() {
        for (DmaStream stream : streams) {
            stream.reset();
        }
    }
}
