package io.sectorzero.sim.stm32f412;

import java.util.Optional;

/**
 * What coming to life and losing it mean for the parts of the chip: power, reset, options, boot. When each is due is the
 * business of {@link ResetSequence}.
 */
final class StartAndStop implements ResetSequence.Chiplet {

    private final Die die;
    private boolean boot0;
    private boolean boot1;
    private Optional<BootMode> bootMode = Optional.empty();
    private Optional<OptionValues> optionsInForce = Optional.empty();

    StartAndStop(Die die) {
        this.die = die;
    }

    void boot0(boolean high) {
        boot0 = high;
    }

    void boot1(boolean high) {
        boot1 = high;
    }

    /** Where the core started; empty in reset. */
    Optional<BootMode> bootMode() {
        return bootMode;
    }

    @Override public void powerOn() {
        optionsInForce = Optional.empty();
        die.memories.powerOn();
        die.peripherals.powerOn(die.settings.supervised());
        die.admission.decideOnDebugger();
        die.story.tell("power on at %.2f V", die.resets.volts());
    }

    @Override public void reset(ResetCause cause) {
        die.peripherals.clock().reset(cause);
        die.story.tell("reset, %s, %s", cause, die.peripherals.clock());
        stop("the chip is in reset");
    }

    @Override public void powerOff() {
        die.story.tell("power lost at %.2f V", die.resets.volts());
        stop("the chip has no power");
    }

    private void stop(String why) {
        die.lowPower.reset();
        halt(why, die.peripherals::stop);
    }

    /** Everything that runs stops; what the peripherals then {@code forget} depends on what stopped them. */
    void halt(String why, Runnable forget) {
        bootMode = Optional.empty();
        die.admission.bar(why);
        die.processor.stop();
        die.memories.controller().reset();
        forget.run();
        die.hclk(Frequencies.HSI_HZ);
        die.listeners.stopped();
    }

    @Override public int loadOptions() {
        OptionValues stored = die.memories.options().values();
        if (optionsInForce.isEmpty() || !die.settings.switches().on(Switch.OPTIONS_WAIT_FOR_POWER_ON)) {
            optionsInForce = Optional.of(stored);
        }
        die.memories.controller().loadOptions(stored, optionsInForce.get());
        die.admission.levelLoaded();
        return optionsInForce.get().borLevel();
    }

    @Override public void boot() {
        BootMode mode = BootMode.of(boot0, boot1, die.flash.readProtection().level());
        bootMode = Optional.of(mode);
        die.peripherals.boot(mode, !die.memories.options().values().softwareWatchdog());
        die.flash.readProtection().booted(mode);
        die.admission.admit();
        die.story.tell("boot from %s, %s", mode, die.memories.controller());
        die.flash.open().changed();
        if (mode != BootMode.SYSTEM_MEMORY) {
            die.processor.start();
        } else {
            die.processor.leftReset();
        }
        die.listeners.booted(mode);
    }

    /** The core was halted by a debugger, or runs again. */
    void coreHalted(boolean halted) {
        Processor processor = die.processor;
        die.peripherals.coreHalted(halted);
        boolean loaderActs = bootMode.equals(Optional.of(BootMode.SYSTEM_MEMORY));
        if (loaderActs && halted && !processor.isInCharge()) {
            // The loader has no instructions of its own to stop at. While the core is halted it stands at its beginning, and
            // a loader that was only looked at goes on as if nothing had been.
            processor.startAt(Chip.SRAM_BASE + Chip.SRAM_BYTES, InformationBlock.BASE | 1);
        } else if (loaderActs && !halted && processor.isAt(InformationBlock.BASE)) {
            processor.letGo();
        } else if (loaderActs && !halted) {
            die.listeners.loaderLeft();
        }
    }
}
