package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.stm32f412.TimerRegisters.Cr1;
import io.sectorzero.sim.stm32f412.TimerRegisters.Cr2;
import io.sectorzero.sim.stm32f412.TimerRegisters.Dier;
import io.sectorzero.sim.stm32f412.TimerRegisters.Egr;
import io.sectorzero.sim.stm32f412.TimerRegisters.Psc;
import io.sectorzero.sim.stm32f412.TimerRegisters.Smcr;
import io.sectorzero.sim.stm32f412.TimerRegisters.Sr;
import io.sectorzero.sim.world.World;

/**
 * One of TIM2 to TIM5 as a time base: counts up or down, and each overflow is an update with an interrupt or a DMA
 * request. Channels, triggers and centre-aligned counting are not modelled. RM0090 Rev 21 §18.3.1, §18.3.2 [S].
 *
 * <p>Nothing happens at a count. The registers are brought up to date when somebody looks, and an update is booked only
 * while somebody wants to hear of it.
 */
final class Timer implements BusDevice, DmaSource {

    static final int LENGTH = 0x400;

    private static final long NOT_BOOKED = -1;

    private final World world;
    private final Ticker ticker;
    private final Unmodelled unmodelled;
    private final InterruptLine interrupt;
    private final String name;
    /** The highest count: TIM2 and TIM5 have 32 bits, TIM3 and TIM4 16. */
    private final long top;

    private final Register<Cr1> cr1;
    private final Register<Cr2> cr2;
    private final Register<Smcr> smcr;
    private final Register<Dier> dier;
    private final Register<Sr> sr;
    private final Register<Egr> egr;
    private final Register<Whole> cnt;
    private final Register<Psc> psc;
    private final Register<Whole> arr;
    private final RegisterBlock block;

    private Runnable dmaRequest = () -> { };
    private boolean dmaPending;
    /** The prescaler and the limit at work; the registers' values wait for an update. */
    private int prescaler;
    private long limit;
    /** The count at the tick at which it began. */
    private long startCount;
    private long startTick;
    private long ticket = NOT_BOOKED;

    Timer(int number, World world, PeripheralClock clock, Unmodelled unmodelled, InterruptLine interrupt) {
        this.world = world;
        this.unmodelled = unmodelled;
        this.interrupt = interrupt;
        name = "TIM" + number;
        top = number == 2 || number == 5 ? 0xFFFF_FFFFL : 0xFFFF;
        ticker = new Ticker(world, clock::hz);
        cr1 = new Register<>(name + "_CR1", 0x00, 0, Cr1.class);
        cr2 = new Register<>(name + "_CR2", 0x04, 0, Cr2.class);
        smcr = new Register<>(name + "_SMCR", 0x08, 0, Smcr.class);
        dier = new Register<>(name + "_DIER", 0x0C, 0, Dier.class);
        sr = new Register<>(name + "_SR", 0x10, 0, Sr.class);
        egr = new Register<>(name + "_EGR", 0x14, 0, Egr.class);
        cnt = new Register<>(name + "_CNT", 0x24, 0, Whole.class);
        psc = new Register<>(name + "_PSC", 0x28, 0, Psc.class);
        arr = new Register<>(name + "_ARR", 0x2C, (int) top, Whole.class);
        block = new RegisterBlock(name, unmodelled, cr1, cr2, smcr, dier, sr, egr, cnt, psc, arr);
        limit = top;
    }

    /** Called at each update while UDE asks for it. */
    void onDmaRequest(Runnable request) {
        dmaRequest = request;
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        catchUp();
        cnt.load((int) count());
        return block.read(offset, width);
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        catchUp();
        long count = count();
        cnt.load((int) count);
        int manner = manner();
        int flags = sr.value();
        Register<?> register = block.at(offset, width);
        block.write(offset, value, width);
        noteUnmodelled();
        sr.load(sr.value() & flags);
        if (register == cnt) {
            startAt(Integer.toUnsignedLong(cnt.value()) & top);
        } else if (manner != manner()) {
            startAt(count);
        } else if (register == egr) {
            generate();
        }
        if (!cr1.is(Cr1.ARPE)) {
            limit(Integer.toUnsignedLong(arr.value()) & top);
        }
        hear();
    }

    private void noteUnmodelled() {
        if (cr1.is(Cr1.CMS) || smcr.is(Smcr.SMS) || smcr.is(Smcr.ECE)) {
            unmodelled.note("%s: centre-aligned counting, slave modes and external clocks (CMS, SMS, ECE)", name);
        }
        if (dier.is(Dier.CCIE) || dier.is(Dier.TIE) || dier.is(Dier.CCDE) || dier.is(Dier.TDE)) {
            unmodelled.note("%s_DIER: interrupts and DMA requests of channels and triggers", name);
        }
    }

    // UG starts the count again, and the prescaler with it, even where UDIS keeps the update back.
    private void generate() {
        if (egr.is(Egr.UG)) {
            takeOver();
            startAt(isDown() ? limit : 0);
            if (!cr1.is(Cr1.URS)) {
                raise();
            }
        }
        egr.reset();
    }

    /** How it counts: whether at all, and in which direction. */
    private int manner() {
        return cr1.value() & (Cr1.CEN.place().mask() | Cr1.DIR.place().mask());
    }

    private boolean isDown() {
        return cr1.is(Cr1.DIR);
    }

    private void startAt(long count) {
        startCount = count;
        startTick = ticker.ticks();
    }

    private void limit(long changed) {
        if (changed == limit) {
            return;
        }
        if (isCounting()) {
            // The prescaler keeps its phase: the count moves to the tick at which it was reached.
            long steps = steps();
            startCount = count();
            startTick += steps * (prescaler + 1L);
        } else {
            startAt(count());
        }
        limit = changed;
    }

    private boolean isCounting() {
        return cr1.is(Cr1.CEN) && limit != 0;
    }

    private long steps() {
        return isCounting() ? (ticker.ticks() - startTick) / (prescaler + 1L) : 0;
    }

    private long count() {
        long steps = steps();
        return (isDown() ? startCount - steps : startCount + steps) & top;
    }

    /** A count beyond the limit goes on to the top and begins again at 0, which is no update. */
    private long stepsToUpdate() {
        if (isDown()) {
            return startCount + 1;
        }
        return startCount <= limit ? limit - startCount + 1 : top - startCount + 1 + limit + 1;
    }

    private void catchUp() {
        while (isCounting() && steps() >= stepsToUpdate()) {
            startTick += stepsToUpdate() * (prescaler + 1L);
            takeOver();
            startCount = isDown() ? limit : 0;
            long round = (limit + 1) * (prescaler + 1L);
            startTick += (ticker.ticks() - startTick) / round * round;
            update();
        }
    }

    private void takeOver() {
        if (!cr1.is(Cr1.UDIS)) {
            prescaler = psc.get(Psc.PSC);
            limit = Integer.toUnsignedLong(arr.value()) & top;
        }
    }

    private void update() {
        if (cr1.is(Cr1.OPM)) {
            cr1.lower(Cr1.CEN);
        }
        raise();
    }

    private void raise() {
        if (!cr1.is(Cr1.UDIS)) {
            sr.raise(Sr.UIF);
            dmaPending = dier.is(Dier.UDE);
        }
    }

    /** Tells whoever hears of updates, and books the next one if somebody would. */
    private void hear() {
        interrupt.level(sr.is(Sr.UIF) && dier.is(Dier.UIE));
        world.cancel(ticket);
        boolean heard = dier.is(Dier.UDE) || dier.is(Dier.UIE) && !sr.is(Sr.UIF);
        if (isCounting() && heard && !ticker.isStopped()) {
            ticket = world.at(ticker.nanosAt(startTick + stepsToUpdate() * (prescaler + 1L)), this::look);
        }
        if (dmaPending) {
            dmaRequest.run();
        }
    }

    private void look() {
        catchUp();
        hear();
    }

    @Override public boolean wantsDma() {
        return dmaPending;
    }

    @Override public void servedByDma() {
        dmaPending = false;
    }

    void clockChanged() {
        catchUp();
        long count = count();
        ticker.clockChanged();
        startAt(count);
        hear();
    }

    void reset() {
        block.reset();
        prescaler = 0;
        limit = top;
        dmaPending = false;
        startAt(0);
        hear();
    }
}
