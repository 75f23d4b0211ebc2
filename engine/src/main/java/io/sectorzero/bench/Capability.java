package io.sectorzero.bench;

/** What a bench can do: what is wired, never more. */
public enum Capability {
    UART,
    /** The bootloader's DFU device. */
    USB,
    /** A debug probe, on USB or offered by the bench itself. */
    PROBE,
    /** NRST can be driven. */
    RESET,
    /** BOOT0 can be driven. */
    BOOT0,
    /** The supply can be switched. */
    POWER,
    /** Faults can be made to happen: a simulator only. */
    FAULTS,
    /** The chip may be used up: a simulator only; a hardware bench that claims it is refused. */
    EXPENDABLE_CHIP
}
