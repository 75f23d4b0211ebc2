package io.sectorzero.sim.fault;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The debug probe, seen from the computer.
 *
 * @param firmware   what it says of itself, {@code V2J25M14}; empty: the newest of its model
 * @param vtref      what the sense pin sees whatever the supply is; empty: the supply
 * @param vtrefWired whether the sense pin is wired to the board's supply; otherwise it reads next to nothing
 * @param cloned      in which ways it is no original
 * @param disk       what its mass-storage side does
 * @param claimedBy  the program that already holds its debug interface; empty: nobody
 * @param wedgeAfter after how many commands it answers nothing any more until it is plugged in again
 * @param dropAfter  after how many commands it leaves the computer
 * @param answers    in which way it answers
 * @param answersAfter after how many commands it begins to answer that way
 * @param waitRetries how often it repeats a transfer that is answered WAIT; empty: as its model does
 * @param serial     its serial number; empty: one of its own
 * @param model      which of the probes it is
 * @param twin       whether a second probe with the same serial number, without a board, is on the computer
 */
public record ProbeCondition(Optional<String> firmware, OptionalDouble vtref, boolean vtrefWired, Set<Clone> cloned, Disk disk,
                             Optional<String> claimedBy, OptionalLong wedgeAfter, OptionalLong dropAfter, Answers answers,
                             long answersAfter, OptionalInt waitRetries, Optional<String> serial, boolean twin, Model model)
        implements Condition {

    /** The probes there are, and none. */
    public enum Model { NONE, V2, V2_1, V3E, V3SET }

    /** In which way a probe is no original. */
    public enum Clone {
        /** No reset wire at all. */
        NO_NRST,
        /** The sense voltage is a constant, whatever the board has. */
        FAKE_VTREF,
        /** Its upgrade went wrong: the numbers of chips come back as those of the probe. */
        BROKEN_UPGRADE
    }

    /** The disk that a probe with mass storage shows. */
    public enum Disk { ON, OFF, BUSY }

    /** How a probe answers. */
    public enum Answers {
        /** As it should. */
        NORMAL,
        /** One byte is missing at the end. */
        SHORT,
        /** There are bytes nobody asked for at the end. */
        LONG,
        /** Long after anybody would wait. */
        LATE,
        /** Of the right length, and nonsense. */
        GARBAGE
    }

    public static final ProbeCondition HEALTHY = new ProbeCondition(Optional.empty(), OptionalDouble.empty(), true, Set.of(),
            Disk.ON, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), Answers.NORMAL, 0, OptionalInt.empty(),
            Optional.empty(), false, Model.V2_1);

    /** What a probe of no sense input says. A constant near what most boards have. */
    private static final double FAKE_VOLTS = 3.25;
    /** An open sense input. */
    private static final double OPEN_VOLTS = 0.01;
    /** Below this a sense voltage is no supply the chip could run from. DS11139 Rev 8 Table 17. */
    private static final double LEAST_SUPPLY = 1.7;

    public ProbeCondition {
        cloned = cloned.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(cloned));
        Limits.require(vtref.orElse(0) >= 0 && vtref.orElse(0) <= 6, "no sense voltage: %s V", vtref.orElse(0));
        Limits.require(wedgeAfter.orElse(0) >= 0, "no number of commands: %s", wedgeAfter.orElse(0));
        Limits.require(dropAfter.orElse(0) >= 0, "no number of commands: %s", dropAfter.orElse(0));
        Limits.require(answersAfter >= 0, "no number of commands: %s", answersAfter);
        Limits.require(waitRetries.orElse(0) >= 0, "no number of retries: %s", waitRetries.orElse(0));
    }

    /** The same, with another model. */
    public ProbeCondition with(Model changed) {
        return new ProbeCondition(firmware, vtref, vtrefWired, cloned, disk, claimedBy, wedgeAfter, dropAfter, answers, answersAfter,
                waitRetries, serial, twin, changed);
    }

    /** What the probe says it senses when the board's supply is {@code supplyVolts}. */
    public double sensedVolts(double supplyVolts) {
        if (cloned.contains(Clone.FAKE_VTREF)) {
            return FAKE_VOLTS;
        }
        return vtrefWired ? vtref.orElse(supplyVolts) : OPEN_VOLTS;
    }

    /** The same probe, answering otherwise after so many commands. */
    public ProbeCondition answering(Answers how, long afterCommands) {
        return new ProbeCondition(firmware, vtref, vtrefWired, cloned, disk, claimedBy, wedgeAfter, dropAfter, how, afterCommands,
                waitRetries, serial, twin, model);
    }

    /** The same probe, wedged after so many commands. */
    public ProbeCondition wedgedAfter(long commands) {
        return new ProbeCondition(firmware, vtref, vtrefWired, cloned, disk, claimedBy, OptionalLong.of(commands), dropAfter, answers,
                answersAfter, waitRetries, serial, twin, model);
    }

    /** The same probe, gone after so many commands. */
    public ProbeCondition droppedAfter(long commands) {
        return new ProbeCondition(firmware, vtref, vtrefWired, cloned, disk, claimedBy, wedgeAfter, OptionalLong.of(commands), answers,
                answersAfter, waitRetries, serial, twin, model);
    }

    /** The same probe with other firmware. */
    public ProbeCondition withFirmware(String version) {
        return new ProbeCondition(Optional.of(version), vtref, vtrefWired, cloned, disk, claimedBy, wedgeAfter, dropAfter, answers,
                answersAfter, waitRetries, serial, twin, model);
    }

    @Override public List<Trouble> troubles() {
        return new TroubleList()
                .when(claimedBy.isPresent(), "H1", "the probe is held by %s", claimedBy.orElse(""))
                .when(twin, "H2", "two probes have the same serial number")
                .when(firmware.isPresent(), "H4", "the probe's firmware is %s", firmware.orElse(""))
                .when(!cloned.isEmpty(), "H5", "the probe is a clone: %s", cloned)
                .when(wedgeAfter.isPresent(), "H6", "the probe is wedged after %d commands", wedgeAfter.orElse(0))
                .when(answers != Answers.NORMAL, "H6", "the probe's answers are %s after %d commands", answers, answersAfter)
                .when(dropAfter.isPresent(), "H7", "the probe leaves the computer after %d commands", dropAfter.orElse(0))
                .when(disk == Disk.BUSY, "H8", "the probe's disk is in use")
                .when(waitRetries.isPresent(), "C21", "the probe repeats what is answered WAIT %d times", waitRetries.orElse(0))
                .when(!vtrefWired, "E1", "the probe's sense pin is not connected")
                .when(vtref.isPresent() && vtref.getAsDouble() < LEAST_SUPPLY, "E2", "the probe senses %.2f V", vtref.orElse(0))
                .list();
    }
}
