package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The commands, by their first byte, and those of the debug group (F2) by their second. Codes as the tools have them: OpenOCD
 * stlink_usb.c, pyOCD, probe-rs and stlink-tools [C].
 */
enum Command {
    VERSION(0xF1),
    LEAVE_DFU(0xF3),
    MODE(0xF5),
    VOLTAGE(0xF7, Ability.VOLTAGE),
    LONG_VERSION(0xFB, Ability.FREQUENCY_LIST),

    EXIT(0xF221),
    ENTER(0xF230),
    READ_IDENTITIES(0xF231),
    RESET_SYSTEM(0xF232),
    READ_REGISTER(0xF233),
    WRITE_REGISTER(0xF234),
    WRITE_DEBUG_REGISTER(0xF235),
    READ_DEBUG_REGISTER(0xF236),
    READ_ALL_REGISTERS(0xF23A),
    LAST_STATUS(0xF23B),
    DRIVE_NRST(0xF23C),
    LAST_STATUS_WITH_ADDRESS(0xF23E, Ability.LAST_STATUS_WITH_ADDRESS),
    START_TRACE(0xF240, Ability.TRACE),
    STOP_TRACE(0xF241, Ability.TRACE),
    TRACE_WAITING(0xF242, Ability.TRACE),
    SWD_DIVISOR(0xF243, Ability.SWD_FREQUENCY),
    JTAG_DIVISOR(0xF244, Ability.JTAG_FREQUENCY),
    READ_DAP_REGISTER(0xF245, Ability.DAP_REGISTERS),
    WRITE_DAP_REGISTER(0xF246, Ability.DAP_REGISTERS),
    READ_WORDS(0xF207),
    READ_BYTES(0xF20C),
    READ_HALF_WORDS(0xF247, Ability.HALF_WORDS),
    READ_WORDS_IN_PLACE(0xF254, Ability.FIXED_ADDRESS_READ),
    WRITE_WORDS(0xF208),
    WRITE_BYTES(0xF20D),
    WRITE_HALF_WORDS(0xF248, Ability.HALF_WORDS),
    WRITE_WORDS_IN_PLACE(0xF250, Ability.FIXED_ADDRESS_WRITE),
    BLINK(0xF249),
    OPEN_AP(0xF24B, Ability.SEVERAL_APS),
    CLOSE_AP(0xF24C, Ability.SEVERAL_APS),
    MIXED_OUT(0xF251, Ability.MIXED_ACCESSES),
    MIXED_IN(0xF252, Ability.MIXED_ACCESSES),
    BOARD_IDENTIFIERS(0xF256, Ability.BOARD_IDENTIFIERS),
    SET_FREQUENCY(0xF261, Ability.FREQUENCY_LIST),
    GET_FREQUENCIES(0xF262, Ability.FREQUENCY_LIST),
    SWITCH_PRESCALER(0xF263, Ability.FREQUENCY_LIST);

    /** First byte of the debug group. */
    static final int DEBUG = 0xF2;
    private static final Map<Integer, Command> BY_CODE = new HashMap<>();

    static {
        for (Command command : values()) {
            BY_CODE.put(command.code, command);
        }
    }

    private final int code;
    private final Ability needs;

    Command(int code) {
        this(code, null);
    }

    Command(int code, Ability needs) {
        this.code = code;
        this.needs = needs;
    }

    /** Empty when this firmware knows no such command. */
    static Optional<Command> of(Bytes command, StLinkVersion version) {
        int code = command.at(0) == DEBUG ? DEBUG << 8 | command.at(1) : command.at(0);
        return Optional.ofNullable(BY_CODE.get(code)).filter(known -> known.needs == null || known.needs.isIn(version));
    }

    /** Whether it needs a target that has been connected to. */
    boolean needsTarget() {
        return switch (this) {
            case READ_IDENTITIES, RESET_SYSTEM, READ_REGISTER, WRITE_REGISTER, WRITE_DEBUG_REGISTER, READ_DEBUG_REGISTER,
                 READ_ALL_REGISTERS, READ_DAP_REGISTER, WRITE_DAP_REGISTER, OPEN_AP -> true;
            default -> false;
        };
    }

    boolean isBlockWrite() {
        return this == WRITE_WORDS || this == WRITE_BYTES || this == WRITE_HALF_WORDS || this == WRITE_WORDS_IN_PLACE;
    }

    boolean isBlockRead() {
        return this == READ_WORDS || this == READ_BYTES || this == READ_HALF_WORDS || this == READ_WORDS_IN_PLACE;
    }

    boolean isInPlace() {
        return this == READ_WORDS_IN_PLACE || this == WRITE_WORDS_IN_PLACE;
    }

    /** Bytes in one access of a block. */
    int unit() {
        return switch (this) {
            case READ_BYTES, WRITE_BYTES -> 1;
            case READ_HALF_WORDS, WRITE_HALF_WORDS -> 2;
            default -> 4;
        };
    }
}
