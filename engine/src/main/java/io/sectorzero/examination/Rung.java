package io.sectorzero.examination;

import io.sectorzero.bench.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** One thing that may be tried after an examination. In the order of what it costs, cheapest first. */
public enum Rung {

    KEEP_LISTENING("keep listening for the late answer",
            "takes up to the longest erase time of the data sheet",
            Permission.NONE, List.of("H10", "C11", "U13", "D7")),
    RESYNCHRONISE("find out where in a command the loader stands and go on from there",
            "none; an unfinished command is given up",
            Permission.NONE, List.of("H7", "H11", "U6", "S3")),
    COME_BACK("take up the device again where it came back, and go on from what is right already",
            "the loader has forgotten its voltage setting and RAM its content",
            Permission.NONE, List.of("D4")),
    SMALLER_BLOCKS("send blocks of 64 bytes, which every loader takes",
            "the transfer takes several times as long",
            Permission.NONE, List.of("D8")),
    SLOWER_CLOCK("go on with half the debug clock",
            "the transfer takes longer",
            Permission.NONE, List.of("E11")),
    RESET("reset the board and synchronise afresh",
            "the loader forgets its voltage setting and RAM its content",
            Permission.NONE, List.of("U1", "U3", "U4", "U5", "U14", "H11", "S3", "E4", "C15",
                    "D1", "D3", "D6"), Capability.RESET),
    RATE_57600(57_600),
    RATE_38400(38_400),
    RATE_9600(9_600),
    POWER_CYCLE("take the supply away and give it back",
            "everything volatile is lost",
            Permission.NONE, List.of("U3", "U14", "C8", "D1"), Capability.POWER),
    NARROW_WIDTH("tell the loader a lower supply, so that it erases and programs byte by byte",
            "erasing takes twice as long, programming four times",
            Permission.NONE, List.of("E3", "E4")),
    ERASE_AGAIN("erase the sectors in question once more, completely, and check that they are blank",
            "what these sectors hold is lost; the image replaces it",
            Permission.NONE, List.of("C12", "C15", "C17")),
    LIFT_WRITE_PROTECTION("lift the write protection, and set it again when the work is done",
            "the chip resets; until the end the sectors are unprotected",
            Permission.LIFT_PROTECTION, List.of("C3", "U11")),
    MASS_ERASE("erase the whole flash instead of single sectors",
            "sectors that the image does not touch lose their content",
            Permission.DATA_LOSS, List.of("C12")),
    READOUT_UNPROTECT("lift the read-out protection",
            "the chip erases its whole flash and resets",
            Permission.DATA_LOSS, List.of("C1", "U10", "D5", "C5"));

    private final String title;
    private final String sideEffect;
    private final Permission permission;
    private final List<String> causes;
    private final Set<Capability> needs;
    private final OptionalInt baud;

    Rung(String title, String sideEffect, Permission permission, List<String> causes, Capability... needs) {
        this(title, sideEffect, permission, causes, OptionalInt.empty(), Set.of(needs));
    }

    // The loader measures the rate once per reset, so that a new rate costs one. AN2606 Rev 70 §4.5
    Rung(int baud) {
        this("reset and synchronise at " + baud + " baud",
                "the transfer takes longer; the loader forgets its voltage setting and RAM its content",
                Permission.NONE, List.of("U6", "U7"), OptionalInt.of(baud), Set.of(Capability.RESET));
    }

    Rung(String title, String sideEffect, Permission permission, List<String> causes, OptionalInt baud,
            Set<Capability> needs) {
        this.title = title;
        this.sideEffect = sideEffect;
        this.permission = permission;
        this.causes = causes;
        this.baud = baud;
        this.needs = needs;
    }

    /** What is done, for a report: "we tried to ...". */
    public String title() {
        return title;
    }

    /** What it costs, in one line. */
    public String sideEffect() {
        return sideEffect;
    }

    public Permission permission() {
        return permission;
    }

    /** The rate to go on with, for the rungs that lower it. */
    public OptionalInt baud() {
        return baud;
    }

    /** The causes it may help against. */
    public List<String> causes() {
        return causes;
    }

    /** Whether the bench can do it, and whether it would change anything. */
    boolean isPossible(Situation now) {
        return now.bench().containsAll(needs) && (baud.isEmpty() || baud.getAsInt() < now.baud());
    }

    /** What the bench can do and what was agreed to. */
    public record Situation(Set<Capability> bench, Set<Permission> granted, int baud) {

        public Situation {
            bench = bench.isEmpty() ? Set.of() : Set.copyOf(bench);
            var all = EnumSet.of(Permission.NONE);
            all.addAll(granted);
            granted = Set.copyOf(all);
        }
    }
}
