package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/** The blocks that programs use and flashing does not: external interrupts, timers, DMA, window watchdog, random numbers, RTC. */
final class ProgramPeripherals {

    /** Who hears what they have to say. */
    interface Listener extends ExternalInterrupts.Listener {

        void windowWatchdogBites();

        /** Its wake-up timer has run out: it ends Standby as well. */
        void rtcWakesUp();
    }

    private static final int TIMER_BASE = 0x4000_0000;
    private static final int FIRST_TIMER = 2;
    /** IRQn_Type of stm32f412zx.h [C]. */
    private static final int WWDG = 0;
    private static final int[] TIMER_INTERRUPTS = {28, 29, 30, 50};
    private static final DmaSignal[][] TIMER_SIGNALS = {
        {DmaSignal.TIM2_UP_TO_1, DmaSignal.TIM2_UP_TO_7}, {DmaSignal.TIM3_UP}, {DmaSignal.TIM4_UP},
        {DmaSignal.TIM5_UP_TO_0, DmaSignal.TIM5_UP_TO_6}};
    private static final int[] DMA1_INTERRUPTS = {11, 12, 13, 14, 15, 16, 17, 47};
    private static final int[] DMA2_INTERRUPTS = {56, 57, 58, 59, 60, 68, 69, 70};
    private static final int RNG = 80;
    /** Bits of DBGMCU_APB1_FZ; those of the timers count from TIM2 at bit 0. stm32f412zx.h [C]. */
    private static final int FREEZE_RTC = 10;
    private static final int FREEZE_WWDG = 11;

    private final ClockTree clocks;
    private final Listener listener;
    private final ExternalInterrupts external;
    private final List<Timer> timers = new ArrayList<>();
    private final DmaController dma1;
    private final DmaController dma2;
    private final WindowWatchdog windowWatchdog;
    private final RandomGenerator random;
    private final RealTimeClock rtc;

    /**
     * @param backupOpen DBP of PWR_CR
     * @param frozen     whether the block of this bit of DBGMCU_APB1_FZ stands still with the core
     */
    ProgramPeripherals(World world, Bus bus, ClockTree clocks, BooleanSupplier backupOpen, IntPredicate frozen,
            Unmodelled unmodelled, Listener listener) {
        this.clocks = clocks;
        this.listener = listener;
        external = new ExternalInterrupts(unmodelled, listener);
        dma1 = new DmaController(1, world, bus, clocks.dma(1), unmodelled, stream -> line(DMA1_INTERRUPTS[stream]));
        dma2 = new DmaController(2, world, bus, clocks.dma(2), unmodelled, stream -> line(DMA2_INTERRUPTS[stream]));
        for (int i = 0; i < TIMER_INTERRUPTS.length; i++) {
            int bit = i;
            var clock = new Freezing(clocks.timer(FIRST_TIMER + i), () -> frozen.test(bit));
            timers.add(new Timer(FIRST_TIMER + i, world, clock, unmodelled, line(TIMER_INTERRUPTS[i])));
        }
        var windowClock = new Freezing(clocks.windowWatchdog(), () -> frozen.test(FREEZE_WWDG));
        windowWatchdog = new WindowWatchdog(world, windowClock, unmodelled, line(WWDG), listener::windowWatchdogBites);
        random = new RandomGenerator(world, clocks::hz48, clocks::hclkHz, unmodelled, line(RNG));
        LongSupplier rtcHz = () -> frozen.test(FREEZE_RTC) ? 0 : clocks.rtcHz();
        rtc = new RealTimeClock(world, rtcHz, backupOpen, unmodelled, new RequestLine(high -> rtcWakesUp(high, listener)));
        connectTimers();
    }

    private void rtcWakesUp(boolean high, Listener listener) {
        external.line(ExternalInterrupts.RTC_WAKE_UP, high);
        if (high) {
            listener.rtcWakesUp();
        }
    }

    private InterruptLine line(int number) {
        return new RequestLine(high -> listener.interrupt(number, high));
    }

    private void connectTimers() {
        for (int i = 0; i < timers.size(); i++) {
            DmaSignal[] signals = TIMER_SIGNALS[i];
            for (DmaSignal signal : signals) {
                connect(signal, timers.get(i));
            }
            timers.get(i).onDmaRequest(() -> ask(signals));
        }
    }

    /** A peripheral's request reaches a stream. */
    void connect(DmaSignal signal, DmaSource source) {
        stream(signal).connect(signal.channel(), source);
    }

    /** Somebody connected by these signals may want something carried. */
    void ask(DmaSignal... signals) {
        for (DmaSignal signal : signals) {
            stream(signal).look();
        }
    }

    private DmaStream stream(DmaSignal signal) {
        return (signal.controller() == 1 ? dma1 : dma2).stream(signal.stream());
    }

    void attachTo(Bus bus) {
        for (int i = 0; i < timers.size(); i++) {
            bus.attach(TIMER_BASE + i * Timer.LENGTH, Timer.LENGTH, new Gate(clocks.timer(FIRST_TIMER + i), timers.get(i)));
        }
        bus.attach(RealTimeClock.BASE, RealTimeClock.LENGTH, rtc);
        bus.attach(WindowWatchdog.BASE, WindowWatchdog.LENGTH, new Gate(clocks.windowWatchdog(), windowWatchdog));
        bus.attach(ExternalInterrupts.BASE, ExternalInterrupts.LENGTH, external);
        bus.attach(DmaController.DMA1_BASE, DmaController.LENGTH, new Gate(clocks.dma(1), dma1));
        bus.attach(DmaController.DMA2_BASE, DmaController.LENGTH, new Gate(clocks.dma(2), dma2));
        bus.attach(RandomGenerator.BASE, RandomGenerator.LENGTH, new Gate(clocks.randomGenerator(), random));
    }

    /** Lines 0 to 15 are pins, as SYSCFG_EXTICR chose them. */
    ExternalInterrupts external() {
        return external;
    }

    /** Rates in the clock tree changed, or the core was halted or let go. */
    void clocksChanged() {
        timers.forEach(Timer::clockChanged);
        windowWatchdog.clockChanged();
        random.clockChanged();
        rtc.clockChanged();
        dma1.clockChanged();
        dma2.clockChanged();
    }

    /** Reset or power gone. */
    void stop() {
        external.reset();
        timers.forEach(Timer::reset);
        windowWatchdog.reset();
        random.reset();
        rtc.relock();
        dma1.reset();
        dma2.reset();
    }

    /** Power-on, or BDRST of RCC_BDCR. */
    void forgetBackup() {
        rtc.forget();
    }

    /** A clock that DBGMCU can stop with the core. */
    private record Freezing(PeripheralClock clock, BooleanSupplier frozen) implements PeripheralClock {

        @Override public boolean isOn() {
            return clock.isOn();
        }

        @Override public long hz() {
            return frozen.getAsBoolean() ? 0 : clock.hz();
        }
    }
}
