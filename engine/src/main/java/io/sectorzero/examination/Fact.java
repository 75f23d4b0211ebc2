package io.sectorzero.examination;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The closed vocabulary of examination: what can be found out, and which findings there are. The signature table may
 * use nothing else, and instruments may report nothing else. Within one {@link Intrusion} the order is the order of
 * measuring.
 */
public enum Fact {

    /**
     * {@code busy}: a serial port that another program has open; {@code claimed}: a USB device that another program holds;
     * {@code unresponsive}: a USB device that is still on the bus and answers nothing.
     */
    PORT_STATE("port.state", Intrusion.DESK, "whether the port exists and is ours",
            "open", "busy", "claimed", "denied", "missing", "vanished", "unresponsive"),
    PORT_OWNER("port.owner", Intrusion.DESK, "whether another program has the port open too", "alone", "shared"),
    PORT_PARITY("port.parity", Intrusion.DESK, "whether the adapter keeps even parity", "kept", "lost"),
    PORT_RATE("port.rate", Intrusion.DESK, "whether the adapter keeps the rate it was given", "kept", "changed"),
    LINE_FORMAT("line.format", Intrusion.DESK, "which frame format the port was opened with", "8e1", "other"),
    BENCH_BOOT0("bench.boot0", Intrusion.DESK, "whether BOOT0 is high at reset",
            "driven", "not-wired", "measured-high"),
    BENCH_BOOT1("bench.boot1", Intrusion.DESK, "the level of BOOT1 (PB2) at reset", "low", "high", "unstated"),
    SUPPLY_FOR_WIDTH("supply.for-width", Intrusion.DESK, "whether the stated supply allows the program width in use",
            "enough", "too-low", "unstated"),
    SUPPLY_FOR_BOR("supply.for-bor", Intrusion.DESK, "whether the stated supply is above the last known brown-out level",
            "above", "below", "unknown"),
    /** Before the step that failed. */
    SESSION_CONTACT("session.contact", Intrusion.DESK, "whether the board had answered before in this session",
            "before", "never"),
    /** By a lost supply, a reset or a user, in this session or one that left a note. */
    HISTORY_CUT_SHORT("history.cut-short", Intrusion.DESK, "whether earlier work on this board was cut short",
            "nothing", "flash", "options"),
    REQUEST_NUMBERS("request.numbers", Intrusion.DESK, "whether address and length kept the loader's rules",
            "valid", "broken"),
    REQUEST_SECTORS("request.sectors", Intrusion.DESK, "whether the sectors asked for exist in this part",
            "in-part", "beyond-part"),
    REQUEST_AREA("request.area", Intrusion.DESK, "which memory the request aimed at",
            "flash", "free-ram", "loader-ram", "option-bytes", "otp", "elsewhere"),
    /** {@code for-wider-width}: enough for the width asked for, too short for the byte-wise width the loader starts with. */
    ERASE_PATIENCE("erase.patience", Intrusion.DESK, "whether the erase was given the longest time its data sheet allows",
            "ample", "too-short", "for-wider-width"),
    ERASE_TIME("erase.time", Intrusion.DESK, "how long the erase took against the data sheet",
            "instant", "expected", "slow", "endless"),
    /** {@code one-sector} says more than that one sector was worked on: others were, and behaved. */
    FAILURE_SPREAD("failure.spread", Intrusion.DESK, "whether one sector fails or several", "one-sector", "many-sectors"),
    /**
     * {@code pending}: reads as new and acts as old. {@code reverted}: took effect and was changed back.
     * {@code stuck}: still reads as old.
     */
    OPTION_CHANGE("option.change", Intrusion.DESK, "what became of a change of option bytes",
            "not-tried", "taken", "pending", "reverted", "stuck"),
    /** {@code changed}: more is protected than before it was started here. {@code changing}: it was met while it wrote them. */
    OPTION_AFTER_START("option.after-start", Intrusion.DESK, "whether the program that runs leaves the option bytes as they are",
            "as-before", "changed", "changing"),
    /** Known from the attempt that failed, so nobody has to send anything for it. */
    SYNC_ANSWER("sync.answer", Intrusion.DESK, "how the board answered the first 0x7F",
            "acknowledged", "silent", "garbled", "refused", "zero-first", "echoed"),
    REFUSAL_STAGE("refusal.stage", Intrusion.DESK, "at which stage of a command the loader refused",
            "none", "command", "address", "length", "data", "sectors", "completion"),
    SILENCE_DURING("silence.during", Intrusion.DESK, "during which work the board fell silent",
            "nothing", "synchronise", "command", "read", "erase", "program", "options", "go"),
    GO_START("go.start", Intrusion.DESK, "when the application appeared after Go",
            "at-once", "after-half-a-minute", "never"),
    DFU_DEVICE("dfu.device", Intrusion.DESK, "whether the bootloader's DFU device is on the bus", "present", "absent"),
    /** Before anything was asked of it. {@code stuck}: in a state that only a reset ends. */
    DFU_FIRST_STATE("dfu.first-state", Intrusion.DESK, "in which state the DFU device was found",
            "idle", "unfinished", "error", "busy", "stuck"),
    DFU_REFUSED("dfu.refused", Intrusion.DESK, "which DFU command was refused",
            "nothing", "address", "erase", "write", "read", "options", "unprotect", "leave"),
    /** {@code memory}: the flash did not take it; {@code stalled}: not a request it serves now. */
    DFU_STATUS("dfu.status", Intrusion.DESK, "which status the DFU device gave with its refusal",
            "none", "target", "vendor", "memory", "stalled", "other"),
    DFU_POLL_TIME("dfu.poll-time", Intrusion.DESK, "whether the DFU device was ready when it had announced",
            "kept", "too-short", "too-long"),
    /** {@code untold}: the debug port, over which the core says so, did not answer while NRST was to be low either. */
    RESET_WIRE("reset.wire", Intrusion.DESK, "whether the core saw NRST fall when the probe pulled it", "seen", "not-seen", "untold"),

    LINE_BEFORE_SYNC("line.before-sync", Intrusion.LISTEN, "whether bytes were on the line before the first 0x7F",
            "quiet", "noise"),
    LINE_ERRORS("line.errors", Intrusion.LISTEN, "how often bytes arrive damaged or not at all",
            "none", "occasional", "constant"),
    ANSWER_ARRIVAL("answer.arrival", Intrusion.LISTEN, "whether the missing answer still arrives",
            "in-time", "late", "never"),
    DFU_RETURN("dfu.return", Intrusion.LISTEN, "whether the DFU device that left the bus comes back by itself",
            "came-back", "stayed-away"),

    /** A loader in its session refuses what is no command; one that started afresh acknowledges the first 0x7F. */
    RESYNC_ANSWER("resync.answer", Intrusion.RESYNC, "whether the loader is still in its session or has started afresh",
            "alive", "restarted", "silent"),

    /** {@code refused-at-once}: 0x1F came after a single byte, before the command was complete. */
    IDENTIFY_ANSWER("identify.answer", Intrusion.ASK, "how the loader answers Get and Get ID",
            "served", "refused-at-once", "refused", "garbled", "silent"),
    /** Asked with harmless commands: reads of areas that are always readable. */
    REFUSAL_EXTENT("refusal.extent", Intrusion.ASK, "whether every memory command is refused or only this one",
            "none", "one-command", "all-memory"),
    IDENTITY_PRODUCT("identity.product", Intrusion.ASK, "which product id the loader reports", "expected", "other"),

    /** By the flags of RCC_CSR, which were cleared before the work began. */
    RESET_DURING("reset.during", Intrusion.ASK, "what reset the chip while it was worked on",
            "nothing", "supply", "watchdog", "pin"),

    IDENTITY_SIZE("identity.size", Intrusion.READ, "what the flash size word holds",
            "as-expected", "smaller", "all-ones", "implausible"),
    /** {@code blank} is 0xFF, which no tool writes on purpose; {@code refused}: the loader does not let it be read. */
    OPTION_READOUT("option.readout", Intrusion.READ, "the read-out protection byte",
            "level-0", "level-1", "blank", "refused"),
    OPTION_SPRMOD("option.sprmod", Intrusion.READ, "whether the sector bits mean code protection (SPRMOD)",
            "clear", "set"),
    OPTION_SECTOR("option.sector", Intrusion.READ, "what the option bytes say about the sectors in question",
            "open", "write-protected", "code-protected"),
    OPTION_WATCHDOG("option.watchdog", Intrusion.READ, "whether the watchdog is started by hardware",
            "software", "hardware"),
    /** {@code both}: as constants in its code. It can change its protection; that it does is not proved by it. */
    OPTION_KEYS("option.keys", Intrusion.READ, "whether the program in flash holds the keys to the option bytes",
            "both", "none"),
    ERASE_RESULT("erase.result", Intrusion.READ, "what the erased sectors hold now",
            "blank", "partly-blank", "unchanged"),
    /**
     * {@code unchanged}: what was there before. {@code old-and-new}: a bit is 1 only where it was and should be.
     * {@code stuck-bits}: few bits, always the same ones.
     */
    READBACK_DIFFERENCE("readback.difference", Intrusion.READ, "how what is read differs from what was written",
            "none", "unchanged", "old-and-new", "blank", "stuck-bits", "garbage"),
    READBACK_STABILITY("readback.stability", Intrusion.READ, "whether two reads of the same place agree",
            "stable", "changing"),

    SYNC_AFTER_RESET("sync.after-reset", Intrusion.RESET, "how the board answers 0x7F after a reset",
            "acknowledged", "silent", "garbled"),
    LINE_AFTER_RESET("line.after-reset", Intrusion.RESET, "whether an application talks after a reset",
            "quiet", "chatter"),
    SYNC_OVER_RESETS("sync.over-resets", Intrusion.RESET, "after how many of several resets the board answers",
            "always", "sometimes", "never"),
    REPLIES_AT_LOWER_RATE("replies.at-lower-rate", Intrusion.RESET, "whether replies are clean at a lower rate",
            "clean", "garbled", "silent"),
    SYNC_OTHER_PORT("sync.other-port", Intrusion.RESET, "whether the board answers on another port of the bench",
            "acknowledged", "silent", "none-named"),

    DFU_OVER_RESETS("dfu.over-resets", Intrusion.RESET, "after how many of several resets the DFU device appears",
            "always", "sometimes", "never"),
    LOADER_ON_UART("loader.on-uart", Intrusion.RESET, "whether the bootloader answers on the serial line where its DFU device is missing",
            "answers", "silent", "not-wired"),

    SYNC_AFTER_POWER("sync.after-power", Intrusion.POWER, "how the board answers 0x7F after its supply was cycled",
            "acknowledged", "silent", "garbled"),

    /** {@code fed}: it stays, and so does the chip, so that something else feeds the board. */
    SENSE_UNPOWERED("sense.unpowered", Intrusion.POWER, "whether what the probe senses of the supply falls when the board is without power",
            "falls", "stays", "fed"),

    RETRY_NARROW("retry.narrow", Intrusion.WRITE, "whether the same work succeeds at a narrower program width",
            "succeeded", "failed");

    private final String key;
    private final Intrusion intrusion;
    private final String question;
    private final List<String> values;

    Fact(String key, Intrusion intrusion, String question, String... values) {
        this.key = key;
        this.intrusion = intrusion;
        this.question = question;
        this.values = List.of(values);
    }

    public static Optional<Fact> of(String key) {
        return Arrays.stream(values()).filter(fact -> fact.key.equals(key)).findFirst();
    }

    /** The dotted name, as the signature table writes it. */
    public String key() {
        return key;
    }

    public Intrusion intrusion() {
        return intrusion;
    }

    /** What is found out, as the rest of a sentence that starts with "find out". */
    public String question() {
        return question;
    }

    /** All findings there are. */
    public List<String> findings() {
        return values;
    }

    /** An observation of this fact; the evidence is a sentence for the person at the bench. */
    public Observation is(String value, String evidence, Object... arguments) {
        return new Observation(this, value, arguments.length == 0 ? evidence : evidence.formatted(arguments));
    }

    @Override public String toString() {
        return key;
    }
}
