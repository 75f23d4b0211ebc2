package io.sectorzero.sim.stm32f412;

/** What Stop and Standby do to the parts of the chip. When they begin and end is the business of {@link LowPower}. */
final class DeepSleep implements LowPower.Chiplet {

    private final Die die;

    DeepSleep(Die die) {
        this.die = die;
    }

    @Override public OptionValues options() {
        return die.memories.options().values();
    }

    @Override public void reset() {
        die.reset(ResetCause.LOW_POWER);
    }

    @Override public void stopClocks() {
        die.story.tell("stop");
        die.processor.stopClock();
        die.peripherals.clock().enterStop();
    }

    @Override public void startClocks() {
        die.story.tell("woken from stop");
        die.peripherals.clock().leaveStop();
        die.processor.startClock();
    }

    @Override public void enterStandby() {
        die.story.tell("standby");
        die.resets.enterStandby();
        die.memories.forgetSram();
        die.startAndStop.halt("the chip is in standby", die.peripherals::enterStandby);
    }

    @Override public void leaveStandby() {
        die.story.tell("woken from standby");
        die.resets.leaveStandby();
    }
}
