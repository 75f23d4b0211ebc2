package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.world.Dice;

/**
 * OPTSTRT: the option sector is erased whole and every field programmed anew, half-word by half-word. What an
 * interruption finds is what is stored then. RM0090 Rev 21 §3.7.2 [S]; the outcome of an interruption [F].
 */
final class OptionOperation implements FlashOperation {

    private enum Phase { ERASE, USER, PROTECTION }

    private final OptionByteStore store;
    private final OptionValues wanted;
    private final BusyTimer busy;
    private final long programNanos;
    private final boolean interruptionLeavesBlank;
    private final Dice dice;
    private final Runnable over;
    private Phase phase = Phase.ERASE;

    OptionOperation(OptionByteStore store, OptionValues wanted, BusyTimer busy, long programNanos,
                    boolean interruptionLeavesBlank, Dice dice, Runnable over) {
        this.store = store;
        this.wanted = wanted;
        this.busy = busy;
        this.programNanos = programNanos;
        this.interruptionLeavesBlank = interruptionLeavesBlank;
        this.dice = dice;
        this.over = over;
    }

    @Override public void complete() {
        switch (phase) {
            case ERASE -> {
                store.erase();
                next(Phase.USER);
            }
            case USER -> {
                store.programUser(wanted.userHalfWord());
                next(Phase.PROTECTION);
            }
            case PROTECTION -> {
                store.programProtection(wanted.protectionHalfWord());
                over.run();
            }
        }
    }

    private void next(Phase following) {
        phase = following;
        busy.start(this, programNanos);
    }

    @Override public long followUpNanos() {
        return (Phase.PROTECTION.ordinal() - phase.ordinal()) * programNanos;
    }

    @Override public void interrupt(double share) {
        switch (phase) {
            case ERASE -> interruptErase();
            case USER -> store.programUser(halfProgrammed(wanted.userHalfWord()));
            case PROTECTION -> store.programProtection(halfProgrammed(wanted.protectionHalfWord()));
        }
    }

    /** No document says how wide the option sector is written; byte-wide asks least of the supply [I]. */
    @Override public int psize() {
        return 0;
    }

    private void interruptErase() {
        int user = store.userHalfWord();
        int protection = store.protectionHalfWord();
        store.erase();
        if (!interruptionLeavesBlank) {
            store.programUser(user | someBits());
            store.programProtection(protection | someBits());
        }
    }

    private int halfProgrammed(int halfWord) {
        return interruptionLeavesBlank ? 0xFFFF : halfWord | someBits();
    }

    private int someBits() {
        return (int) dice.bits() & 0xFFFF;
    }

    @Override public String toString() {
        return "writing option bytes, " + phase;
    }
}
