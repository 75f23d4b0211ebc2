package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.stm32f412.RtcRegisters.Cr;
import io.sectorzero.sim.stm32f412.RtcRegisters.Dr;
import io.sectorzero.sim.stm32f412.RtcRegisters.Isr;
import io.sectorzero.sim.stm32f412.RtcRegisters.Prer;
import io.sectorzero.sim.stm32f412.RtcRegisters.Ssr;
import io.sectorzero.sim.stm32f412.RtcRegisters.Tr;
import io.sectorzero.sim.stm32f412.RtcRegisters.Wpr;
import io.sectorzero.sim.stm32f412.RtcRegisters.Wutr;
import io.sectorzero.sim.world.World;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * RTC at 0x4000_2800: calendar, wake-up timer and twenty backup words. It belongs to the backup domain: a system
 * reset leaves it alone, and as VBAT is on VDD here, it forgets without power. RM0090 Rev 21 §26 [S].
 *
 * <p>Alarms, time stamps, tamper pins and calibration are not modelled. RTCAPBEN is not asked: no source says what it
 * comes up as.
 */
final class RealTimeClock implements BusDevice {

    static final int BASE = 0x4000_2800;
    static final int LENGTH = 0x400;

    private static final int BACKUP_WORDS = 20;
    private static final int FIRST_BACKUP = 0x50;
    private static final int FIRST_KEY = 0xCA;
    private static final int SECOND_KEY = 0x53;
    private static final int NO_KEY = 0xFF;
    /** Synchronising two clock domains. */
    private static final int SYNCHRONISED_TICKS = 2;
    private static final int FLAGS = Isr.RSF.place().mask() | Isr.WUTF.place().mask();
    private static final int NOT_MODELLED = Cr.TSE.place().mask() | Cr.ALRAE.place().mask() | Cr.ALRBE.place().mask()
            | Cr.REFCKON.place().mask() | Cr.DCE.place().mask() | Cr.FMT.place().mask() | Cr.COE.place().mask() | Cr.OSEL.place().mask();

    private final Unmodelled unmodelled;
    private final Ticker ticker;
    private final BooleanSupplier writable;
    private final InterruptLine wakeUpLine;
    private final WakeUpTimer wakeUp;
    private final Register<Tr> tr = new Register<>("RTC_TR", 0x00, 0, Tr.class);
    private final Register<Dr> dr = new Register<>("RTC_DR", 0x04, 0x2101, Dr.class);
    private final Register<Cr> cr = new Register<>("RTC_CR", 0x08, 0, Cr.class);
    private final Register<Isr> isr = new Register<>("RTC_ISR", 0x0C, 0x07, Isr.class);
    private final Register<Prer> prer = new Register<>("RTC_PRER", 0x10, 0x007F_00FF, Prer.class);
    private final Register<Wutr> wutr = new Register<>("RTC_WUTR", 0x14, 0xFFFF, Wutr.class);
    private final Register<Wpr> wpr = new Register<>("RTC_WPR", 0x24, 0, Wpr.class);
    private final Register<Ssr> ssr = new Register<>("RTC_SSR", 0x28, 0, Ssr.class);
    private final RegisterBlock block;

    private Calendar calendar = Calendar.FIRST;
    private long startTick;
    /** When the wake-up timer was stopped, the shadow registers were called stale, the initialisation was asked for. */
    private long wakeUpTick = -SYNCHRONISED_TICKS;
    private long shadowTick;
    private long initialTick;
    private int lastKey = NO_KEY;
    private boolean unlocked;

    /**
     * @param hz         LSE, LSI or a part of HSE, as RCC_BDCR chose; 0 while RTCEN is off
     * @param writable   DBP of PWR_CR
     * @param wakeUpLine line 22 of EXTI
     */
    RealTimeClock(World world, LongSupplier hz, BooleanSupplier writable, Unmodelled unmodelled, InterruptLine wakeUpLine) {
        this.unmodelled = unmodelled;
        this.writable = writable;
        this.wakeUpLine = wakeUpLine;
        ticker = new Ticker(world, hz);
        wakeUp = new WakeUpTimer(world, ticker, this::wakeUpElapsed);
        block = new RegisterBlock("RTC", unmodelled, registers());
    }

    private Register<?>[] registers() {
        Register<?>[] clock = {tr, dr, cr, isr, prer, wutr, wpr, ssr};
        Register<?>[] all = Arrays.copyOf(clock, clock.length + BACKUP_WORDS);
        for (int i = 0; i < BACKUP_WORDS; i++) {
            all[clock.length + i] = new Register<>("RTC_BKP%dR".formatted(i), FIRST_BACKUP + 4 * i, 0, Whole.class);
        }
        return all;
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        tell();
        return block.read(offset, width);
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        Register<?> register = block.at(offset, width);
        if (!writable.getAsBoolean()) {
            return;
        }
        tell();
        if (register == wpr) {
            unlocked = lastKey == FIRST_KEY && (value & 0xFF) == SECOND_KEY;
            lastKey = value & 0xFF;
        } else if (register == isr) {
            writeStatus(value << RegisterBlock.shift(offset), RegisterBlock.lanes(offset, width));
        } else if (offset >= FIRST_BACKUP) {
            block.write(offset, value, width);
        } else if (unlocked) {
            writeProtected(register, offset, value, width);
        }
    }

    private void writeProtected(Register<?> register, int offset, int value, BusWidth width) {
        boolean initialising = isr.is(Isr.INITF);
        boolean wakeUpStopped = isr.is(Isr.WUTWF);
        if (register == cr) {
            boolean ran = cr.is(Cr.WUTE);
            block.write(offset, value, width);
            control(ran);
        } else if (register == wutr ? wakeUpStopped : initialising) {
            block.write(offset, value, width);
        }
    }

    private void control(boolean wakeUpRan) {
        if ((cr.value() & NOT_MODELLED) != 0 || cr.is(Cr.ADD1H) || cr.is(Cr.SUB1H)) {
            unmodelled.note("RTC_CR: alarms, time stamps, 12-hour format, calibration, outputs");
        }
        cr.lower(Cr.ADD1H);
        cr.lower(Cr.SUB1H);
        if (cr.is(Cr.WUTE) && !wakeUpRan) {
            wakeUp.start(WakeUpTimer.ticksPerRound(cr.get(Cr.WUCKSEL), wutr.value(), ticksPerSecond()));
        } else if (wakeUpRan && !cr.is(Cr.WUTE)) {
            wakeUp.stop();
            wakeUpTick = ticker.ticks();
        }
        requestWakeUp();
    }

    // The keys guard INIT; the flags can always be cleared.
    private void writeStatus(int bits, int lanes) {
        boolean initialising = isr.is(Isr.INIT);
        int flags = isr.value() & FLAGS & ~(~bits & lanes);
        isr.write(bits, lanes);
        isr.load(isr.value() & ~FLAGS | flags);
        if (!isr.is(Isr.RSF)) {
            shadowTick = ticker.ticks();
        }
        if (!unlocked) {
            isr.set(Isr.INIT, initialising ? 1 : 0);
        } else if (isr.is(Isr.INIT) && !initialising) {
            initialTick = ticker.ticks();
        } else if (initialising && !isr.is(Isr.INIT)) {
            begin();
        }
        requestWakeUp();
    }

    private void begin() {
        if (!Calendar.exists(tr.value(), dr.value())) {
            unmodelled.note("RTC: %s, %s is no day or time", tr, dr);
        }
        calendar = Calendar.of(tr.value(), dr.value());
        startTick = ticker.ticks();
        isr.set(Isr.INITS, dr.is(Dr.Y) ? 1 : 0);
    }

    private boolean isSynchronised(long changedTick) {
        return ticker.ticks() - changedTick >= SYNCHRONISED_TICKS;
    }

    private long ticksPerSecond() {
        return (prer.get(Prer.PREDIV_A) + 1L) * (prer.get(Prer.PREDIV_S) + 1L);
    }

    /** Brings what is read up to date. */
    private void tell() {
        isr.set(Isr.WUTWF, !cr.is(Cr.WUTE) && isSynchronised(wakeUpTick) ? 1 : 0);
        isr.set(Isr.INITF, isr.is(Isr.INIT) && isSynchronised(initialTick) ? 1 : 0);
        if (isr.is(Isr.INIT)) {
            return;
        }
        long ticks = ticker.ticks() - startTick;
        long seconds = ticks / ticksPerSecond();
        tr.load(calendar.time(seconds));
        dr.load(calendar.date(seconds));
        ssr.load((int) (prer.get(Prer.PREDIV_S) - ticks % ticksPerSecond() / (prer.get(Prer.PREDIV_A) + 1)));
        if (isSynchronised(shadowTick)) {
            isr.raise(Isr.RSF);
        }
    }

    private void wakeUpElapsed() {
        isr.raise(Isr.WUTF);
        requestWakeUp();
    }

    private void requestWakeUp() {
        wakeUpLine.level(isr.is(Isr.WUTF) && cr.is(Cr.WUTIE));
    }

    /** RCC chose another clock, or the chosen one started or stopped. */
    void clockChanged() {
        ticker.clockChanged();
        wakeUp.book();
    }

    /** BDRST of RCC_BDCR, or power-on. */
    void forget() {
        block.reset();
        calendar = Calendar.FIRST;
        startTick = ticker.ticks();
        wakeUpTick = startTick - SYNCHRONISED_TICKS;
        shadowTick = startTick;
        relock();
        wakeUp.stop();
        requestWakeUp();
    }

    /** A system reset only takes the keys back. */
    void relock() {
        unlocked = false;
        lastKey = NO_KEY;
    }
}
