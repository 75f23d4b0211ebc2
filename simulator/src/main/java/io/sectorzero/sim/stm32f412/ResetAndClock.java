package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.stm32f412.Clocked.Ahb1;
import io.sectorzero.sim.stm32f412.Clocked.Ahb1Asleep;
import io.sectorzero.sim.stm32f412.Clocked.Ahb2;
import io.sectorzero.sim.stm32f412.Clocked.Ahb3;
import io.sectorzero.sim.stm32f412.Clocked.Apb1;
import io.sectorzero.sim.stm32f412.Clocked.Apb2;
import io.sectorzero.sim.stm32f412.RccRegisters.Bdcr;
import io.sectorzero.sim.stm32f412.RccRegisters.Csr;
import io.sectorzero.sim.world.World;
import java.util.function.BooleanSupplier;

/**
 * RCC at 0x4002_3800: oscillators, the clock tree, who has a clock, and why there was a reset. Flags add up until RMVF or
 * power-on clears them. RM0090 Rev 21 §7.3 [S].
 */
final class ResetAndClock implements BusDevice, ClockTree {

    static final int BASE = 0x4002_3800;
    static final int LENGTH = 0x400;

    private static final int ALL_FLAGS = 0xFE00_0000;

    /** What changes in the chip when RCC is written. */
    interface Listener {

        /** A frequency, or somebody's clock. */
        void clocksChanged();

        /** BDRST. */
        void backupReset();
    }

    private final RccRegisters registers = new RccRegisters();
    private final Frequencies frequencies = new Frequencies(registers);
    private final Oscillators oscillators;
    // The register description file resets AHB1ENR to 0x0010_0000, a bit of parts with CCM, which this part has not [I].
    private final BusClocks<Ahb1> ahb1 = new BusClocks<>("AHB1", 0x00, Ahb1.class);
    private final BusClocks<Ahb2> ahb2 = new BusClocks<>("AHB2", 0x04, Ahb2.class);
    private final BusClocks<Ahb3> ahb3 = new BusClocks<>("AHB3", 0x08, Ahb3.class);
    private final BusClocks<Apb1> apb1 = new BusClocks<>("APB1", 0x10, Apb1.class);
    private final BusClocks<Apb2> apb2 = new BusClocks<>("APB2", 0x14, Apb2.class);
    private final Register<Csr> csr = registers.csr;
    private final RegisterBlock block;
    private final Listener listener;
    private final int lsiHz;
    private BooleanSupplier lsiForced = () -> false;

    ResetAndClock(World world, int lsiHz, Unmodelled unmodelled, Listener listener) {
        this.listener = listener;
        this.lsiHz = lsiHz;
        oscillators = new Oscillators(world, registers, frequencies, listener::clocksChanged);
        block = new RegisterBlock("RCC", unmodelled, registers.cr, registers.pllcfgr, registers.cfgr, registers.cir,
                ahb1.resets, ahb2.resets, ahb3.resets, apb1.resets, apb2.resets,
                ahb1.enables, ahb2.enables, ahb3.enables, apb1.enables, apb2.enables,
                new Register<>("RCC_AHB1LPENR", 0x50, 0x0061_90FF, Ahb1Asleep.class),
                new Register<>("RCC_AHB2LPENR", 0x54, 0x0000_00C0, Ahb2.class),
                new Register<>("RCC_AHB3LPENR", 0x58, 0x0000_0003, Ahb3.class),
                new Register<>("RCC_APB1LPENR", 0x60, 0x17E6_CDFF, Apb1.class),
                new Register<>("RCC_APB2LPENR", 0x64, 0x0117_F933, Apb2.class),
                registers.bdcr, csr, registers.sscgr, registers.plli2scfgr, registers.dckcfgr, registers.ckgatenr,
                registers.dckcfgr2);
    }

    /** A started IWDG forces LSI on, whether LSION asks for it or not. RM0402 Rev 6 §6.2 "Watchdog clock". */
    void lsiForcedBy(BooleanSupplier watchdog) {
        lsiForced = watchdog;
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        oscillators.look();
        csr.set(Csr.LSIRDY, csr.is(Csr.LSION) || lsiForced.getAsBoolean() ? 1 : 0);
        return block.read(offset, width);
    }

    @Override public boolean isSteady(int offset) {
        return true;
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        Register<?> register = block.at(offset, width);
        int before = register.value();
        block.write(offset, value, width);
        if (csr.is(Csr.RMVF)) {
            csr.load(csr.value() & ~ALL_FLAGS);
            csr.lower(Csr.RMVF);
        }
        if (register == registers.bdcr) {
            writeBackup();
        }
        runResets(register, before);
        oscillators.written();
        if (register.value() != before) {
            listener.clocksChanged();
        }
    }

    private void runResets(Register<?> written, int before) {
        if (written == ahb1.resets) {
            ahb1.resetsWritten(before);
        } else if (written == ahb2.resets) {
            ahb2.resetsWritten(before);
        } else if (written == apb1.resets) {
            apb1.resetsWritten(before);
        } else if (written == apb2.resets) {
            apb2.resetsWritten(before);
        }
    }

    private void writeBackup() {
        if (registers.bdcr.is(Bdcr.BDRST)) {
            registers.bdcr.load(Bdcr.BDRST.place().mask());
            listener.backupReset();
        }
    }

    // --- who asks -------------------------------------------------------------------------------------------------------

    BusClocks<Ahb1> ahb1() {
        return ahb1;
    }

    BusClocks<Ahb2> ahb2() {
        return ahb2;
    }

    BusClocks<Apb1> apb1() {
        return apb1;
    }

    BusClocks<Apb2> apb2() {
        return apb2;
    }

    PeripheralClock on(Ahb1 which) {
        return ahb1.of(which, frequencies::hclk);
    }

    PeripheralClock on(Apb1 which) {
        return apb1.of(which, frequencies::pclk1);
    }

    PeripheralClock on(Apb2 which) {
        return apb2.of(which, frequencies::pclk2);
    }

    @Override public PeripheralClock timer(int number) {
        return apb1.of(Apb1.values()[Apb1.TIM2.ordinal() + number - 2], frequencies::apb1Timers);
    }

    @Override public PeripheralClock windowWatchdog() {
        return on(Apb1.WWDG);
    }

    @Override public PeripheralClock dma(int number) {
        return on(number == 1 ? Ahb1.DMA1 : Ahb1.DMA2);
    }

    @Override public PeripheralClock randomGenerator() {
        return ahb2.of(Ahb2.RNG, frequencies::hclk);
    }

    @Override public long hz48() {
        return frequencies.clock48();
    }

    @Override public long hclkHz() {
        return frequencies.hclk();
    }

    @Override public long rtcHz() {
        return registers.bdcr.is(Bdcr.RTCEN) ? oscillators.rtcHz(lsiHz) : 0;
    }

    boolean clocksCrc() {
        return ahb1.isOn(Ahb1.CRC);
    }

    boolean clocksPower() {
        return apb1.isOn(Apb1.PWR);
    }

    boolean clocksSystemConfiguration() {
        return apb2.isOn(Apb2.SYSCFG);
    }

    // --- what the chip does to it -----------------------------------------------------------------------------------------

    /** The crystal between OSC_IN and OSC_OUT, or what drives OSC_IN; 0: nothing. */
    void crystal(long hz) {
        frequencies.hse(hz);
        oscillators.written();
    }

    /** Every reset: clock enables go, flags stay and one joins them; the backup domain stays as it is. */
    void reset(ResetCause cause) {
        enterStandby();
        if (cause == ResetCause.POWER_ON) {
            registers.bdcr.reset();
        }
        switch (cause) {
            case POWER_ON -> csr.reset();
            case BROWN_OUT -> csr.raise(Csr.BORRSTF);
            case PIN -> { }
            case SOFTWARE -> csr.raise(Csr.SFTRSTF);
            case WATCHDOG -> csr.raise(Csr.IWDGRSTF);
            case WINDOW_WATCHDOG -> csr.raise(Csr.WWDGRSTF);
            case LOW_POWER -> csr.raise(Csr.LPWRRSTF);
        }
        csr.raise(Csr.PINRSTF);
    }

    /** Everything goes but the flags and the backup domain. */
    void enterStandby() {
        int flags = csr.value() & ALL_FLAGS;
        int backup = registers.bdcr.value();
        block.reset();
        csr.load(flags);
        registers.bdcr.load(backup);
        frequencies.stop(false);
        oscillators.reset();
    }

    /** A start that the internal supervisor slept through leaves only the pin's flag [I]. */
    void unsupervisedStart() {
        block.reset();
        oscillators.reset();
        csr.load(Csr.PINRSTF.place().mask());
    }

    /** LSI, and the RTC with it, are all that goes on. */
    void enterStop() {
        frequencies.stop(true);
        listener.clocksChanged();
    }

    /** Stop ends: HSI runs, everything else that Stop has stopped stays off. RM0090 Rev 21 §5.3.5 [S]. */
    void leaveStop() {
        frequencies.stop(false);
        oscillators.leaveStop();
        listener.clocksChanged();
    }

    @Override public String toString() {
        return csr.explain();
    }
}
