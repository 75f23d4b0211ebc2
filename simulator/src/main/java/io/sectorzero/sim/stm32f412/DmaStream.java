package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.stm32f412.DmaRegisters.Cr;
import io.sectorzero.sim.stm32f412.DmaRegisters.Fcr;
import io.sectorzero.sim.stm32f412.DmaRegisters.Ndtr;
import io.sectorzero.sim.world.World;

/**
 * One stream: carries items between a peripheral and memory whenever the selected peripheral asks, or between two
 * memories as fast as it can. RM0090 Rev 21 §10.3 [S].
 *
 * <p>What a peripheral asks for is carried at once. Bursts, priorities between streams and the peripheral as flow
 * controller are not modelled.
 */
final class DmaStream {

    static final int TCIF = 1 << 5;
    static final int HTIF = 1 << 4;
    static final int TEIF = 1 << 3;
    static final int DMEIF = 1 << 2;

    private static final int MEMORY_TO_PERIPHERAL = 1;
    private static final int MEMORY_TO_MEMORY = 2;
    /** Read, pass, write, arbitrate: no document gives a figure for this part [I]. */
    private static final int CYCLES_PER_ITEM = 4;
    private static final int ITEMS_AT_ONCE = 32;
    private static final long SECOND = 1_000_000_000L;
    private static final long NOT_BOOKED = -1;

    private final World world;
    private final Bus bus;
    private final PeripheralClock clock;
    private final Unmodelled unmodelled;
    private final InterruptLine interrupt;
    private final DmaReach reach;
    private final Register<Cr> cr;
    private final Register<Ndtr> ndtr;
    private final Register<Whole> par;
    private final Register<Whole> m0ar;
    private final Register<Whole> m1ar;
    private final Register<Fcr> fcr;
    private final RegisterBlock block;
    private final DmaSource[] sources = new DmaSource[8];
    private final DmaFifo fifo = new DmaFifo();

    private int flags;
    private int items;
    private int peripheralAddress;
    private int memoryAddress;
    private boolean carrying;
    private long ticket = NOT_BOOKED;

    DmaStream(String name, World world, Bus bus, PeripheralClock clock, Unmodelled unmodelled, InterruptLine interrupt,
            DmaReach reach) {
        this.world = world;
        this.bus = bus;
        this.clock = clock;
        this.unmodelled = unmodelled;
        this.interrupt = interrupt;
        this.reach = reach;
        cr = new Register<>(name + "CR", 0x00, 0, Cr.class);
        ndtr = new Register<>(name + "NDTR", 0x04, 0, Ndtr.class);
        par = new Register<>(name + "PAR", 0x08, 0, Whole.class);
        m0ar = new Register<>(name + "M0AR", 0x0C, 0, Whole.class);
        m1ar = new Register<>(name + "M1AR", 0x10, 0, Whole.class);
        fcr = new Register<>(name + "FCR", 0x14, 0x21, Fcr.class);
        block = new RegisterBlock(name, unmodelled, cr, ndtr, par, m0ar, m1ar, fcr);
    }

    void connect(int channel, DmaSource source) {
        sources[channel] = source;
    }

    int flags() {
        return flags;
    }

    void clear(int which) {
        flags &= ~which;
        request();
    }

    int read(int offset, BusWidth width) {
        fcr.set(Fcr.FS, fifo.status());
        return block.read(offset, width);
    }

    void write(int offset, int value, BusWidth width) {
        boolean enabled = cr.is(Cr.EN);
        Register<?> register = block.at(offset, width);
        int before = register.value();
        block.write(offset, value, width);
        if (enabled) {
            keepWhatIsInUse(register, before);
        }
        if (enabled && !cr.is(Cr.EN)) {
            abandon();
        } else if (!enabled && cr.is(Cr.EN)) {
            begin();
        }
        request();
    }

    // While EN is set only the interrupt enables can be written, and the address of the buffer not in use.
    private void keepWhatIsInUse(Register<?> register, int before) {
        if (register == cr) {
            int free = Cr.EN.place().mask() | Cr.TCIE.place().mask() | Cr.HTIE.place().mask() | Cr.TEIE.place().mask()
                    | Cr.DMEIE.place().mask();
            cr.load(before & ~free | cr.value() & free);
        } else if (register == fcr) {
            fcr.load(before & ~Fcr.FEIE.place().mask() | fcr.value() & Fcr.FEIE.place().mask());
        } else if (register != (cr.is(Cr.CT) ? m0ar : m1ar) || !cr.is(Cr.DBM)) {
            ndtr.load(register == ndtr ? before : ndtr.value());
            par.load(register == par ? before : par.value());
            m0ar.load(register == m0ar ? before : m0ar.value());
            m1ar.load(register == m1ar ? before : m1ar.value());
        }
    }

    private void begin() {
        if (cr.is(Cr.PFCTRL) || cr.get(Cr.PSIZE) == 3 || cr.get(Cr.MSIZE) == 3 || cr.get(Cr.DIR) == 3) {
            unmodelled.note("%s: a flow controller in the peripheral, or a reserved size or direction", cr.name());
        }
        items = ndtr.get(Ndtr.NDT);
        fifo.clear();
        startRound();
        look();
    }

    private void startRound() {
        peripheralAddress = par.value();
        memoryAddress = cr.is(Cr.DBM) && cr.is(Cr.CT) ? m1ar.value() : m0ar.value();
    }

    // The last item is carried to its end, and TCIF says that nothing is under way any more.
    private void abandon() {
        world.cancel(ticket);
        try {
            drain(0);
        } catch (BusFault fault) {
            flags |= TEIF;
        }
        flags |= TCIF;
    }

    /** The selected peripheral may be asking, or time may pass again. */
    void look() {
        if (carrying || !cr.is(Cr.EN) || clock.hz() == 0) {
            return;
        }
        carrying = true;
        try {
            carry();
        } catch (BusFault fault) {
            cr.lower(Cr.EN);
            flags |= TEIF;
        } finally {
            carrying = false;
        }
        request();
    }

    private void carry() {
        if (cr.get(Cr.DIR) == MEMORY_TO_MEMORY) {
            bookAt(world.nanos());
            return;
        }
        DmaSource source = sources[cr.get(Cr.CHSEL)];
        while (source != null && source.wantsDma() && isUnderWay() && isReady()) {
            item();
            source.servedByDma();
        }
    }

    private boolean isUnderWay() {
        return cr.is(Cr.EN) && ndtr.get(Ndtr.NDT) > 0;
    }

    // A bus that is stalled, by a busy flash for one, is tried again when it is free.
    private boolean isReady() {
        boolean outwards = cr.get(Cr.DIR) == MEMORY_TO_PERIPHERAL;
        long ready = Math.max(bus.readyNanos(peripheralAddress, outwards), bus.readyNanos(memoryAddress, !outwards));
        if (ready > world.nanos() && ready != Long.MAX_VALUE) {
            world.cancel(ticket);
            ticket = world.at(ready, this::look);
        }
        return ready <= world.nanos();
    }

    private void bookAt(long nanos) {
        long hz = clock.hz();
        if (hz > 0 && isUnderWay()) {
            int count = Math.min(ITEMS_AT_ONCE, ndtr.get(Ndtr.NDT));
            world.cancel(ticket);
            ticket = world.at(nanos + count * CYCLES_PER_ITEM * SECOND / hz, () -> carryOn(count));
        }
    }

    private void carryOn(int count) {
        try {
            for (int i = 0; i < count && isUnderWay(); i++) {
                if (!isReady()) {
                    return;
                }
                item();
            }
        } catch (BusFault fault) {
            cr.lower(Cr.EN);
            flags |= TEIF;
        }
        request();
        bookAt(world.nanos());
    }

    private BusWidth peripheralWidth() {
        return width(cr.get(Cr.PSIZE));
    }

    /** Without the FIFO both sides are as wide as the peripheral. */
    private BusWidth memoryWidth() {
        return usesFifo() ? width(cr.get(Cr.MSIZE)) : peripheralWidth();
    }

    private boolean usesFifo() {
        return fcr.is(Fcr.DMDIS) || cr.get(Cr.DIR) == MEMORY_TO_MEMORY;
    }

    private static BusWidth width(int code) {
        return BusWidth.values()[Math.min(code, 2)];
    }

    private void item() {
        BusWidth width = peripheralWidth();
        reach.check(peripheralAddress);
        if (cr.get(Cr.DIR) == MEMORY_TO_PERIPHERAL) {
            while (fifo.level() < width.bytes()) {
                fill();
            }
            bus.write(peripheralAddress, fifo.take(width.bytes()), width, Master.DMA);
        } else {
            fifo.put(bus.read(peripheralAddress, width, Master.DMA), width.bytes());
        }
        peripheralAddress += cr.is(Cr.PINC) ? cr.is(Cr.PINCOS) ? 4 : width.bytes() : 0;
        if (cr.get(Cr.DIR) != MEMORY_TO_PERIPHERAL) {
            drain(usesFifo() ? (fcr.get(Fcr.FTH) + 1) * 4 : width.bytes());
        }
        count();
    }

    private void fill() {
        BusWidth width = memoryWidth();
        fifo.put(bus.read(memoryAddress, width, Master.DMA), width.bytes());
        memoryAddress += cr.is(Cr.MINC) ? width.bytes() : 0;
    }

    // Filled to its threshold the FIFO is emptied. At the end a rest goes out byte by byte if need be.
    private void drain(int threshold) {
        BusWidth width = memoryWidth();
        if (cr.get(Cr.DIR) == MEMORY_TO_PERIPHERAL || fifo.level() < threshold) {
            return;
        }
        while (fifo.level() >= (threshold == 0 ? 1 : width.bytes())) {
            BusWidth piece = fifo.level() < width.bytes() ? BusWidth.BYTE : width;
            bus.write(memoryAddress, fifo.take(piece.bytes()), piece, Master.DMA);
            memoryAddress += cr.is(Cr.MINC) ? piece.bytes() : 0;
        }
    }

    private void count() {
        int left = ndtr.get(Ndtr.NDT) - 1;
        ndtr.set(Ndtr.NDT, left);
        if (left == items / 2) {
            flags |= HTIF;
        }
        if (left == 0) {
            drain(0);
            flags |= TCIF;
            endRound();
        }
    }

    private void endRound() {
        if (cr.is(Cr.DBM)) {
            cr.set(Cr.CT, cr.is(Cr.CT) ? 0 : 1);
        }
        if (cr.is(Cr.DBM) || cr.is(Cr.CIRC)) {
            ndtr.set(Ndtr.NDT, items);
            fifo.clear();
            startRound();
        } else {
            cr.lower(Cr.EN);
        }
    }

    private void request() {
        interrupt.level((flags & TCIF) != 0 && cr.is(Cr.TCIE) || (flags & HTIF) != 0 && cr.is(Cr.HTIE)
                || (flags & TEIF) != 0 && cr.is(Cr.TEIE) || (flags & DMEIF) != 0 && cr.is(Cr.DMEIE));
    }

    void reset() {
        world.cancel(ticket);
        block.reset();
        fifo.clear();
        flags = 0;
        request();
    }
}
